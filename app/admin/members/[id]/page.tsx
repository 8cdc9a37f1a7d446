import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { MemberAdmin } from "#components/panel/member-admin.tsx"
import { Saved } from "#components/panel/saved.tsx"
import { loadKeptMember } from "#lib/views/admin-members.ts"
import { adminMemberPath } from "#lib/web/admin-paths.ts"
import { found, idIn } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { confirmationAction, roleAction, signOutMemberAction, twoStepOffAction } from "../actions.ts"

export const metadata: Metadata = { title: t("panel.member") }

export default async function OneMember({
  params,
  searchParams,
}: PageProps<"/admin/members/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const { admin, sections } = await adminOrNotFound(adminMemberPath(id))
  const member = await found(loadKeptMember(admin, id))
  const actions = {
    ...{ role: roleAction, signOut: signOutMemberAction, confirm: confirmationAction },
    twoStepOff: twoStepOffAction,
  }
  return (
    <AdminPage title={member.name} sections={sections}>
      <Saved said={await fromQuery(searchParams, "said")} />
      <MemberAdmin member={member} actions={actions} />
    </AdminPage>
  )
}
