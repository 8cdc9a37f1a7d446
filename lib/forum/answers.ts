/** The accepted answer of a question. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { setAnswer } from "#lib/db/writes/topics.ts"
import { authorize } from "./access.ts"
import type { Actor } from "./actor.ts"
import { type PostScene, visiblePost } from "./visible.ts"

export const AnswerInput = z.object({ post: Id, accepted: z.stringbool() })

/** Marks a reply as the answer of its topic, or takes the mark away. @throws ForumError not-found, forbidden, invalid */
export async function acceptAnswer(actor: Actor, input: z.output<typeof AnswerInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  authorize(actor, "topic.answer", scene)
  const { topic, post } = scene
  if (post.id === topic.firstPost || post.removed) throw new ForumError("invalid", "answer-not-in-topic")
  if (!input.accepted && topic.answer?.post !== post.id) return scene
  const answer = input.accepted ? { post: post.id, author: post.author, at: nowIso() } : undefined
  await commit([setAnswer(topic, answer)])
  return { ...scene, topic: { ...topic, answer } }
}
