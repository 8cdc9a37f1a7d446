import type { Metadata } from "next"
import { notFound, permanentRedirect, redirect } from "next/navigation"
import type { ReactElement } from "react"
import { ListPager } from "#components/topics/list-pager.tsx"
import { TopicList } from "#components/topics/topic-list.tsx"
import { Breadcrumb } from "#components/ui/breadcrumb.tsx"
import { canonicalTag, loadTag, type TagView } from "#lib/views/tag.ts"
import { alternates } from "#lib/web/metadata.ts"
import { decoded } from "#lib/web/params.ts"
import { homePath, tagPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ tag: string; cursor?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load(params)
  if (!view) return {}
  const { cursor = [] } = await params
  return {
    title: `#${view.tag}`,
    description: view.description ?? t("topics.tagged-description", { tag: view.tag }),
    alternates: alternates([tagPath(view.tag), ...cursor].join("/"), {
      title: `#${view.tag}`,
      of: ["tag", view.tag],
    }),
  }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { tag, description, topics, older, newer, isFirst } = (await load(params)) ?? notFound()
  return (
    <div className="flex flex-col gap-4">
      <header>
        <Breadcrumb crumbs={[{ label: t("topics.home"), href: homePath() }]} />
        <h1>
          <bdi>#{tag}</bdi>
        </h1>
        <p className="max-w-(--measure) text-muted">{description ?? t("topics.tagged-text")}</p>
      </header>
      <TopicList topics={topics} label={t("topics.tagged", { tag })} />
      <ListPager href={(cursor) => tagPath(tag, cursor)} {...{ older, newer, isFirst }} />
    </div>
  )
}

async function load(params: Props["params"]): Promise<TagView | null> {
  const { tag: part, cursor = [] } = await params
  const tag = decoded(part)
  if (tag === undefined || cursor.length > 1) return null
  const canonical = canonicalTag(tag)
  if (canonical !== tag && canonical !== "") permanentRedirect(tagPath(canonical))
  const view = await loadTag(tag, cursor[0])
  // Staff may call it that again: browsers keep a permanent one for good.
  if (view && "into" in view) redirect(tagPath(view.into))
  return view
}
