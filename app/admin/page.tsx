import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Overview } from "#components/admin/overview.tsx"
import { loadOverview } from "#lib/views/overview.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { adminPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("admin.title") }

export default async function Admin(): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminPath())
  return (
    <AdminPage title={t("admin.title")} sections={sections}>
      <Overview view={await loadOverview(admin)} />
    </AdminPage>
  )
}
