/** Likes. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { deleteReaction, putReaction } from "#lib/db/writes/posts.ts"
import { setLike } from "#lib/db/writes/users.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, personOf, requireMember } from "./actor.ts"
import { type PostScene, visiblePost } from "./visible.ts"

export const LikeInput = z.object({ post: Id, liked: z.stringbool() })

/** It is so already. */
class NoChange extends Error {}

/** Likes a post or takes the like back; however often it is sent, it counts once. @throws ForumError not-found, forbidden, limited */
export async function likePost(actor: Actor, input: z.output<typeof LikeInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  authorize(actor, "post.like", scene)
  const member = requireMember(actor)
  await spend("post.like", member.id)
  const { post, topic } = scene
  const unchanged = () => new NoChange()
  const own = { post: post.id, topic: topic.id, user: personOf(member), createdAt: nowIso() }
  const reaction = input.liked ? putReaction(own, unchanged) : deleteReaction(post.id, member.id, unchanged)
  const by = input.liked ? 1 : -1
  try {
    await commit([reaction, setLike(member.id, topic.id, post.id, input.liked, nowIso())])
  } catch (error) {
    if (error instanceof NoChange) return scene
    throw error
  }
  // As it will be told to everybody in a moment.
  return {
    ...scene,
    topic: { ...topic, likeCount: topic.likeCount + by },
    post: { ...post, likeCount: post.likeCount + by },
  }
}
