import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { cache, type ReactElement } from "react"
import { ON_TOPICS } from "#app/(keeping)/on-topics.ts"
import { likeAction, restoreAction } from "#app/(writing)/post/[id]/actions.ts"
import { JustDeleted } from "#components/posts/just-deleted.tsx"
import { CanonicalAddress } from "#components/topics/canonical-address.client.tsx"
import { TopicPage } from "#components/topics/topic-page.tsx"
import { freshTopicPage, type TopicView } from "#lib/views/topic.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { topicMetadata } from "#lib/web/metadata.ts"
import { decoded } from "#lib/web/params.ts"
import { freshPath, topicPath } from "#lib/web/paths.ts"

export const dynamic = "force-dynamic"

type Props = { params: Promise<{ slug: string; id: string; post: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, id, post } = await params
  const view = await load(slug, id, post)
  return view ? topicMetadata(view) : {}
}

/** Where one lands after writing in a private topic. */
export default async function Page({ params }: Props): Promise<ReactElement> {
  const { slug, id, post } = await params
  const view = (await load(slug, id, post)) ?? notFound()
  const { topic, page } = view
  if (topic.area === "public") redirect(freshPath(topic, post))
  return (
    <TopicPage
      view={view}
      like={likeAction}
      keeping={ON_TOPICS}
      deleted={view.undo && <JustDeleted post={view.undo} restore={restoreAction} />}
    >
      <CanonicalAddress path={topicPath(topic, { area: "private", page, post })} />
    </TopicPage>
  )
}

const load = cache(async (slug: string, id: string, post: string): Promise<TopicView | null> => {
  const member = await memberOrSignIn(topicPath({ slug: decoded(slug) ?? "", id }, { area: "private" }))
  return freshTopicPage(member, id, post)
})
