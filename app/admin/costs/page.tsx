import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Costs } from "#components/admin/costs.tsx"
import { loadCosts } from "#lib/views/costs.ts"
import { costsPath } from "#lib/web/admin-paths.ts"
import { only } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { date, t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("admin.costs") }

type Props = PageProps<"/admin/costs">

export default async function CostsPage({ searchParams }: Props): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(costsPath())
  const view = (await loadCosts(admin, only((await searchParams).month))) ?? notFound()
  return (
    <AdminPage title={t("admin.costs-of", { month: date(view.month, "month") })} sections={sections}>
      <Costs view={view} />
    </AdminPage>
  )
}
