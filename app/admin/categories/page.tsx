import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { CategoryRows, RemovedCategories } from "#components/panel/category-rows.tsx"
import { Saved } from "#components/panel/saved.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { loadManagedCategories } from "#lib/views/admin-categories.ts"
import { adminCategoriesPath, newCategoryPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { orderCategoryAction, restoreCategoryAction } from "./actions.ts"

export const metadata: Metadata = { title: t("panel.categories") }

export default async function Categories({
  searchParams,
}: PageProps<"/admin/categories">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminCategoriesPath())
  const { rows, removed } = await loadManagedCategories(admin)
  return (
    <AdminPage title={t("panel.categories")} sections={sections}>
      <Saved said={await fromQuery(searchParams, "said")} />
      <p>
        <ButtonLink href={newCategoryPath()} variant="primary">
          {t("panel.categories.new")}
        </ButtonLink>
      </p>
      <CategoryRows rows={rows} order={orderCategoryAction} />
      <RemovedCategories removed={removed} restore={restoreCategoryAction} />
    </AdminPage>
  )
}
