import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { MemberSearch } from "#components/panel/member-search.tsx"
import { loadFoundMembers } from "#lib/views/admin-members.ts"
import { adminMembersPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("panel.members") }

export default async function Members({ searchParams }: PageProps<"/admin/members">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminMembersPath())
  const q = (await fromQuery(searchParams, "q")) ?? ""
  return (
    <AdminPage title={t("panel.members")} sections={sections}>
      <MemberSearch q={q} found={await loadFoundMembers(admin, q)} />
    </AdminPage>
  )
}
