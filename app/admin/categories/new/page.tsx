import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { categoryFields } from "#components/panel/category-fields.ts"
import { PanelForm } from "#components/panel/panel-form.client.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadNewCategory } from "#lib/views/admin-categories.ts"
import { newCategoryPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { t } from "#lib/words/t.ts"
import { createCategoryAction } from "../actions.ts"

export const metadata: Metadata = { title: t("panel.categories.new") }

export default async function NewCategory(): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(newCategoryPath())
  const { above } = await loadNewCategory(admin)
  return (
    <AdminPage title={t("panel.categories.new")} sections={sections}>
      <Panel>
        <PanelForm
          action={createCategoryAction}
          fields={categoryFields(above)}
          ways={[{ label: t("panel.category.create") }]}
        />
      </Panel>
    </AdminPage>
  )
}
