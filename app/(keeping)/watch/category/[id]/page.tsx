import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { ChoicePage } from "#components/keeping/choice-page.tsx"
import { categoryLevels, inherited } from "#components/keeping/levels.ts"
import { loadCategoryWatch } from "#lib/views/keeping.ts"
import { found } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { watchCategoryPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { watchCategoryAction } from "../../../actions.ts"

export const metadata: Metadata = { title: t("keeping.follow-category") }

export default async function Page({
  params,
  searchParams,
}: PageProps<"/watch/category/[id]">): Promise<ReactElement> {
  const id = decoded((await params).id)
  if (!id || id.length > 60) notFound()
  const view = await found(loadCategoryWatch(await memberOrSignIn(watchCategoryPath(id)), id))
  return (
    <ChoicePage
      title={t("keeping.choose-category")}
      about={view.name}
      path={view.path}
      choices={view.parent ? [inherited(view.parent.name), ...categoryLevels()] : categoryLevels()}
      current={view.from === "category" ? "inherited" : view.level}
      name="level"
      hidden={{ category: view.id }}
      action={watchCategoryAction}
      saved={(await fromQuery(searchParams, "said")) === "saved"}
    >
      <p className="text-muted">
        {view.hasParts ? t("keeping.topic-counts-more-parts") : t("keeping.topic-counts-more")}
      </p>
    </ChoicePage>
  )
}
