import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { type PanelField, PanelForm } from "#components/panel/panel-form.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadManagedCategory } from "#lib/views/admin-categories.ts"
import { adminCategoryPath, endCategoryPath } from "#lib/web/admin-paths.ts"
import { found } from "#lib/web/found.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { t } from "#lib/words/t.ts"
import { mergeCategoryAction, removeCategoryAction } from "../../../actions.ts"

export const metadata: Metadata = { title: t("panel.category.end") }

/** What becomes of a category and its topics: in another one, or out of sight. */
export default async function EndOfCategory({
  params,
}: PageProps<"/admin/categories/one/[id]/end">): Promise<ReactElement> {
  const id = decoded((await params).id) ?? notFound()
  const { admin, sections } = await adminOrNotFound(endCategoryPath(id))
  const category = (await found(loadManagedCategory(admin, id))) ?? notFound()
  const { name, topicCount: topics, postCount: posts, version } = category
  const hidden = { category: id, version: String(version) }
  const why: PanelField = {
    ...{ kind: "area", name: "words", rows: 2 },
    ...{ label: t("panel.reason"), hint: t("panel.reason-hint") },
  }
  return (
    <AdminPage title={t("panel.category.end-of", { name })} sections={sections}>
      <p>
        <Link href={adminCategoryPath(id)}>{t("panel.category.back", { name })}</Link>
      </p>
      {category.hasParts ? (
        <Notice kind="warning">{t("refusals.category-has-parts")}</Notice>
      ) : (
        <>
          {category.others.length > 0 && (
            <Panel aria-labelledby="merge" className="flex flex-col gap-4">
              <h2 id="merge">{t("panel.category.merge")}</h2>
              <p>{t("panel.category.merge-text", { name, topics, posts })}</p>
              <PanelForm
                action={mergeCategoryAction}
                label={t("panel.category.merge")}
                fields={[
                  {
                    ...{ kind: "select", name: "into", label: t("panel.category.into") },
                    options: category.others.map((one): [string, string] => [one.id, one.name]),
                  },
                  ...(category.readers === "everyone"
                    ? []
                    : [
                        {
                          ...{ kind: "check" as const, name: "opened", on: false },
                          label: t("panel.category.opened"),
                          hint: t("panel.category.opened-hint"),
                        },
                      ]),
                  why,
                ]}
                hidden={hidden}
                ways={[{ label: t("panel.category.merge-now"), variant: "danger" }]}
              />
            </Panel>
          )}
          <Panel aria-labelledby="remove" className="flex flex-col gap-4">
            <h2 id="remove">{t("panel.category.remove")}</h2>
            <p>{t("panel.category.remove-text", { name, topics, posts })}</p>
            <PanelForm
              action={removeCategoryAction}
              label={t("panel.category.remove")}
              fields={[{ ...why, id: "why-removed" }]}
              hidden={hidden}
              ways={[{ label: t("panel.category.remove-now"), variant: "danger" }]}
            />
          </Panel>
        </>
      )}
    </AdminPage>
  )
}
