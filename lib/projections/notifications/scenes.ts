/** Posts with what is around them, as they are now: what the stream tells may be over already. */
import type { Post } from "#lib/db/items/posts.ts"
import { getPosts } from "#lib/db/patterns/notifications.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import type { Scene } from "./audience.ts"

/** The scenes of posts, by the post's id; those that are nowhere left out. Consistent. */
export async function scenesOf(posts: { topic: string; id: string }[]): Promise<Map<string, Scene>> {
  const wanted = [...new Map(posts.map((post) => [post.id, post])).values()]
  const there = await getPosts(wanted)
  // A post that left its topic was moved to another, or is gone.
  const found = await Promise.all(
    there.map((post, i) => post ?? findPost(wanted[i]!.id, { consistent: true })),
  )
  const present = found.filter((post): post is Post => post !== undefined)
  const topics = [...new Set(present.map(({ topic }) => topic))]
  const around = new Map(
    await Promise.all(
      topics.map(async (id) => [id, await findTopicAndCategory(id, { consistent: true })] as const),
    ),
  )
  return new Map(
    present.flatMap((post) => {
      const place = around.get(post.topic)
      return place ? [[post.id, { post, ...place }] as const] : []
    }),
  )
}

/** Whether the post is the accepted answer of its topic. */
export function isAnswer({ post, topic }: Scene): boolean {
  return topic.answer?.post === post.id
}

/** Whether anybody is told of it: what is hidden is nobody's news, not even for those who may still read it. */
export function isOpen({ post, topic }: Scene): boolean {
  return !post.removed && !topic.removed
}
