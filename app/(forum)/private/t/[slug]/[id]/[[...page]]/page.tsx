import type { Metadata } from "next"
import { notFound, permanentRedirect, redirect } from "next/navigation"
import { cache, type ReactElement } from "react"
import { ON_TOPICS } from "#app/(keeping)/on-topics.ts"
import { likeAction } from "#app/(writing)/post/[id]/actions.ts"
import { TopicPage } from "#components/topics/topic-page.tsx"
import type { Member } from "#lib/forum/actor.ts"
import { addressOfMerged } from "#lib/views/addresses.ts"
import { relatedFor } from "#lib/views/related.ts"
import { type TopicView, topicPage } from "#lib/views/topic.ts"
import { leadOn } from "#lib/web/lead-on.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { topicMetadata } from "#lib/web/metadata.ts"
import { decoded, pageNumber } from "#lib/web/params.ts"
import { topicPath } from "#lib/web/paths.ts"

export const dynamic = "force-dynamic"

type Props = { params: Promise<{ slug: string; id: string; page?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, id, page } = await params
  const view = await load(slug, id, pageNumber(page))
  return view ? topicMetadata(view) : {}
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { slug, id, page: rest } = await params
  const view = (await load(slug, id, pageNumber(rest))) ?? (await elsewhere(slug, id))
  const { topic, page } = view
  // A topic that everybody may read has its public address; what is removed now may be public again.
  if (topic.area === "public") redirect(topicPath(topic, { page }))
  const isRight = decoded(slug) === topic.slug && id === topic.id.toLowerCase()
  if (!isRight) permanentRedirect(topicPath(topic, { area: "private", page }))
  const related = await relatedFor(await memberIn(slug, id), topic)
  return <TopicPage view={view} like={likeAction} keeping={ON_TOPICS} related={related} />
}

/** A topic that was merged into another one leads there. */
async function elsewhere(slug: string, id: string): Promise<never> {
  const merged = await addressOfMerged(await memberIn(slug, id), id)
  return merged ? leadOn(merged) : notFound()
}

const memberIn = (slug: string, id: string): Promise<Member> =>
  memberOrSignIn(topicPath({ slug: decoded(slug) ?? "", id }, { area: "private" }))

const load = cache(async (slug: string, id: string, n: number | undefined): Promise<TopicView | null> => {
  const member = await memberIn(slug, id)
  return n === undefined ? null : topicPage(member, id, n)
})
