/** Likes. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { Overtaken, untilSettled } from "#lib/db/retry.ts"
import { addPostLikes, deleteReaction, putReaction } from "#lib/db/writes/posts.ts"
import { addTopicLikes } from "#lib/db/writes/topics.ts"
import { setLike } from "#lib/db/writes/users.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, personOf, requireMember } from "./actor.ts"
import { rankTopic } from "./ranking.ts"
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
  try {
    await commit([reaction, setLike(member.id, topic.id, post.id, input.liked, nowIso())])
  } catch (error) {
    if (error instanceof NoChange) return scene
    throw error
  }
  return countLike(scene, input.liked ? 1 : -1)
}

/** Interim, as counting.ts: a projection of the reactions will count them. */
async function countLike(scene: PostScene, by: number): Promise<PostScene> {
  const { post } = scene
  let { topic } = scene
  await untilSettled(async () => {
    try {
      await commit([addPostLikes(topic.id, post.id, by), addTopicLikes(topic, by)])
      return topic
    } catch (error) {
      // The row was moved to another category meanwhile: the like goes with it.
      if (error instanceof Overtaken) topic = (await findTopic(topic.id, { consistent: true })) ?? topic
      throw error
    }
  })
  const liked = { ...topic, likeCount: topic.likeCount + by }
  await rankTopic(liked)
  return { ...scene, topic: liked, post: { ...post, likeCount: post.likeCount + by } }
}
