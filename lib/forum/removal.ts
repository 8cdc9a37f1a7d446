/** Deleting and restoring what was written. Nothing is erased: a removed thing says who, when and why. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { markPostRemoved, markPostRestored } from "#lib/db/writes/posts.ts"
import {
  deleteTagTopic,
  markTopicRemoved,
  markTopicRestored,
  putTagTopic,
  putUncounted,
} from "#lib/db/writes/topics.ts"
import { authorize } from "./access.ts"
import { type Actor, personOf, requireMember } from "./actor.ts"
import { count } from "./counting.ts"
import { movement } from "./topics.ts"
import { type PostScene, visiblePost } from "./visible.ts"

export const RemoveInput = z.object({ post: Id, why: z.string().trim().max(300).optional() })

/**
 * Deletes a post; its place stays, with a note. The first post takes its topic along, while nobody else has replied.
 * @throws ForumError not-found, forbidden, conflict
 */
export async function removePost(actor: Actor, input: z.output<typeof RemoveInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  const { post, topic } = scene
  const member = requireMember(actor)
  const isOwn = post.author.id === member.id
  const removed: Removal = {
    by: personOf(member),
    at: nowIso(),
    byStaff: !isOwn,
    ...(input.why && { why: input.why }),
  }
  if (post.id !== topic.firstPost) {
    authorize(actor, "post.remove", scene)
    await commit([markPostRemoved(post, removed)])
    return { ...scene, post: { ...post, removed } }
  }
  authorize(actor, "topic.remove", scene)
  await removeTopic(topic, post, removed)
  return { ...scene, post: { ...post, removed }, topic: { ...topic, removed } }
}

/** Restores a post, and with the first one its topic. @throws ForumError not-found, forbidden, conflict */
export async function restorePost(actor: Actor, input: z.output<typeof RemoveInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  const { post, topic } = scene
  if (post.id !== topic.firstPost) {
    authorize(actor, "post.restore", scene)
    await commit([markPostRestored(post)])
  } else {
    authorize(actor, "topic.restore", scene)
    await restoreTopic(topic, post)
  }
  return visiblePost(actor, post.id, { consistent: true })
}

async function removeTopic(topic: Topic, first: Post, removed: Removal): Promise<void> {
  const change = movement(topic, topic.category, -1)
  await commit([
    markTopicRemoved(topic, removed),
    markPostRemoved(first, removed),
    ...topic.tags.map((tag) => deleteTagTopic(tag, topic.id)),
    putUncounted(change),
  ])
  await count(change)
}

async function restoreTopic(topic: Topic, first: Post): Promise<void> {
  const change = {
    ...movement(topic, topic.category, 1),
    post: { ...topic.lastPost, createdAt: topic.lastPostAt },
  }
  await commit([
    markTopicRestored(topic),
    markPostRestored(first),
    ...topic.tags.map((tag) => putTagTopic(tag, topic)),
    putUncounted(change),
  ])
  await count(change)
}
