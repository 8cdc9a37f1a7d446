"use client"
import { type ReactElement, useMemo } from "react"
import type { Viewer, ViewerTopic } from "#lib/views/viewer.ts"
import { ContinueLink, UnreadLine, unreadOf } from "./continuing.client.tsx"
import type { OnPostsActions } from "./on-posts.client.tsx"
import { QuoteSelected } from "./quote-selected.client.tsx"
import { useReading } from "./reading.client.ts"
import { PostTools } from "./tools.client.tsx"

/** Who looks, and what the topic is to them. */
export type MemberOnPosts = { me: NonNullable<Viewer["me"]>; topic: ViewerTopic }

/**
 * What members have on a page of posts, put into places that the page keeps for it. Loaded when it is known that somebody
 * is one, so that who only reads loads none of it.
 */
export function ForMembers({ me, topic, ...actions }: OnPostsActions & MemberOnPosts): ReactElement {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when posts have come
  const posts = useMemo(() => [...document.querySelectorAll<HTMLElement>("[data-post]")], [topic])
  const unread = unreadOf(posts, topic, me.id)
  useReading(topic.lastRead, posts)
  return (
    <>
      {posts.map((post) => (
        <PostTools key={post.id} post={post} me={me} topic={topic} {...actions} />
      ))}
      <ContinueLink topic={topic} unread={unread} />
      {unread && <UnreadLine post={unread} />}
      {topic.can.reply && <QuoteSelected />}
    </>
  )
}
