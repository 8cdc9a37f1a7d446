import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { categoryFields } from "#components/panel/category-fields.ts"
import { PanelForm } from "#components/panel/panel-form.client.tsx"
import { Past } from "#components/panel/past.tsx"
import { Saved } from "#components/panel/saved.tsx"
import { Wardens } from "#components/panel/wardens.tsx"
import { Link } from "#components/ui/link.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadManagedCategory } from "#lib/views/admin-categories.ts"
import { adminCategoryPath, endCategoryPath } from "#lib/web/admin-paths.ts"
import { found } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { changeCategoryAction, endWardenAction, nameWardenAction, undoCategoryAction } from "../../actions.ts"

export const metadata: Metadata = { title: t("panel.category") }

export default async function OneCategory({
  params,
  searchParams,
}: PageProps<"/admin/categories/one/[id]">): Promise<ReactElement> {
  const id = decoded((await params).id) ?? notFound()
  const { admin, sections } = await adminOrNotFound(adminCategoryPath(id))
  const category = (await found(loadManagedCategory(admin, id))) ?? notFound()
  return (
    <AdminPage title={category.name} sections={sections}>
      <Saved said={await fromQuery(searchParams, "said")} />
      <p className="flex flex-wrap gap-x-5">
        <Link href={category.path}>{t("panel.category.see")}</Link>
        <Link href={endCategoryPath(id)}>{t("panel.category.end")}</Link>
      </p>
      <Panel>
        <PanelForm
          action={changeCategoryAction}
          fields={categoryFields(category.above, category)}
          hidden={{ category: id, version: String(category.version) }}
          ways={[{ label: t("panel.save") }]}
        />
      </Panel>
      <Wardens
        category={category.id}
        wardens={category.wardens}
        actions={{ name: nameWardenAction, end: endWardenAction }}
      />
      <Past past={category.past} hidden={{ category: id }} undo={undoCategoryAction} />
    </AdminPage>
  )
}
