import type { Metadata } from "next"
import { notFound, permanentRedirect } from "next/navigation"
import type { ReactElement } from "react"
import { ON_TOPICS } from "#app/(keeping)/on-topics.ts"
import { likeAction } from "#app/(writing)/post/[id]/actions.ts"
import { JsonLd } from "#components/shell/json-ld.tsx"
import { GonePage } from "#components/topics/gone-page.tsx"
import { TopicPage } from "#components/topics/topic-page.tsx"
import { GUEST } from "#lib/forum/actor.ts"
import { addressOfMerged, addressOfOldTopic } from "#lib/views/addresses.ts"
import { loadGone } from "#lib/views/gone.ts"
import { loadRelated } from "#lib/views/related.ts"
import { loadTopic, type TopicView } from "#lib/views/topic.ts"
import { leadOn } from "#lib/web/lead-on.ts"
import { goneMetadata, topicMetadata } from "#lib/web/metadata.ts"
import { decoded, pageNumber } from "#lib/web/params.ts"
import { topicPath } from "#lib/web/paths.ts"
import { topicThings } from "#lib/web/structured.ts"
import { answersGone } from "#lib/web/trace.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ slug: string; id: string; page?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load(params)
  if (view) return topicMetadata(view)
  return (await loadGone((await params).id)) ? goneMetadata() : {}
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const view = await load(params)
  const { slug, id, page } = await params
  const gone = view ? null : await loadGone(id)
  if (gone) {
    answersGone()
    return <GonePage view={gone} />
  }
  if (!view) return elsewhere(slug, id, page)
  const isRight = decoded(slug) === view.topic.slug && id === view.topic.id.toLowerCase() && page?.[0] !== "1"
  return isRight ? (
    <>
      <JsonLd things={topicThings(view)} />
      <TopicPage
        view={view}
        like={likeAction}
        keeping={ON_TOPICS}
        related={await loadRelated(view.topic.id)}
      />
    </>
  ) : (
    permanentRedirect(topicPath(view.topic, { page: view.page }))
  )
}

async function load(params: Props["params"]): Promise<TopicView | null> {
  const { id, page } = await params
  const n = pageNumber(page)
  return n === undefined ? null : loadTopic(id.toUpperCase(), n)
}

/** Addresses of an imported forum: `/t/<slug>/<number>[/<post>]`, and `/t/<number>/<post>`. */
async function elsewhere(slug: string, id: string, rest: string[] = []): Promise<never> {
  const merged = await addressOfMerged(GUEST, id)
  if (merged) leadOn(merged)
  const isShort = /^\d+$/.test(slug) && rest.length === 0
  const old = isShort
    ? await addressOfOldTopic(slug, id)
    : rest.length <= 1
      ? await addressOfOldTopic(id, rest[0])
      : null
  return old ? leadOn(old) : notFound()
}
