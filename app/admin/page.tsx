import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Overview } from "#components/admin/overview.tsx"
import { Room } from "#components/admin/room.tsx"
import { loadOverview } from "#lib/views/overview.ts"
import { loadRoom } from "#lib/views/room.ts"
import { adminPath } from "#lib/web/admin-paths.ts"
import { only } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("admin.title") }

type Props = PageProps<"/admin">

export default async function Admin({ searchParams }: Props): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminPath())
  const { span, category } = await searchParams
  const view = await loadOverview(admin, { span: only(span), category: only(category) })
  return (
    <AdminPage title={t("admin.title")} sections={sections}>
      <Overview view={view ?? notFound()} />
      <Room room={await loadRoom(admin)} />
    </AdminPage>
  )
}
