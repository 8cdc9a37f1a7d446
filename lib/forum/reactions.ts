/** Likes. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id, newId } from "#lib/base/ids.ts"
import type { Uncounted } from "#lib/db/items/topics.ts"
import { deleteReaction, putReaction } from "#lib/db/writes/posts.ts"
import { setLike } from "#lib/db/writes/users.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, personOf, requireMember } from "./actor.ts"
import { commitCounted } from "./counting.ts"
import { type PostScene, visiblePost } from "./visible.ts"

export const LikeInput = z.object({ post: Id, liked: z.stringbool() })

/** It is so already: nothing to count. */
class NoChange extends Error {}

/** Likes a post or takes the like back; however often it is sent, it counts once. @throws ForumError not-found, forbidden, limited */
export async function likePost(actor: Actor, input: z.output<typeof LikeInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  authorize(actor, "post.like", scene)
  const member = requireMember(actor)
  await spend("post.like", member.id)
  const { post, topic } = scene
  const unchanged = () => new NoChange()
  const reaction = input.liked
    ? putReaction(post.id, personOf(member), nowIso(), unchanged)
    : deleteReaction(post.id, member.id, unchanged)
  const by = input.liked ? 1 : -1
  const change: Uncounted = {
    id: newId(),
    topic: topic.id,
    category: topic.category,
    topics: 0,
    posts: 0,
    inTopic: true,
    like: { post: post.id, by },
  }
  try {
    await commitCounted([reaction, setLike(member.id, topic.id, post.id, input.liked, nowIso())], [change])
  } catch (error) {
    if (error instanceof NoChange) return scene
    throw error
  }
  return {
    ...scene,
    topic: { ...topic, likeCount: topic.likeCount + by },
    post: { ...post, likeCount: post.likeCount + by },
  }
}
