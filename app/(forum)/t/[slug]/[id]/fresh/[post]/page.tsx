import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { cache, type ReactElement } from "react"
import { ON_TOPICS } from "#app/(keeping)/on-topics.ts"
import { likeAction, restoreAction } from "#app/(writing)/post/[id]/actions.ts"
import { JustDeleted } from "#components/posts/just-deleted.tsx"
import { CanonicalAddress } from "#components/topics/canonical-address.client.tsx"
import { TopicPage } from "#components/topics/topic-page.tsx"
import { freshTopicPage, type TopicView } from "#lib/views/topic.ts"
import { currentActor } from "#lib/web/actor.ts"
import { topicMetadata } from "#lib/web/metadata.ts"
import { freshPath, topicPath } from "#lib/web/paths.ts"

export const dynamic = "force-dynamic"

type Props = { params: Promise<{ slug: string; id: string; post: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, post } = await params
  const view = await load(id, post)
  return view ? { ...(await topicMetadata(view)), robots: { index: false } } : {}
}

/** Where one lands after writing: what one wrote is there, whatever the caches hold. */
export default async function Page({ params }: Props): Promise<ReactElement> {
  const { id, post } = await params
  const view = await load(id, post)
  if (!view) notFound()
  const { topic, page } = view
  if (topic.area === "private") redirect(freshPath(topic, post, "private"))
  return (
    <TopicPage
      view={view}
      like={likeAction}
      keeping={ON_TOPICS}
      deleted={view.undo && <JustDeleted post={view.undo} restore={restoreAction} />}
    >
      <CanonicalAddress path={topicPath(topic, { page, post })} />
    </TopicPage>
  )
}

const load = cache(
  async (id: string, post: string): Promise<TopicView | null> =>
    freshTopicPage(await currentActor(), id, post),
)
