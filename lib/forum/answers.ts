/** The accepted answer of a question. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { clearAnswer, setAnswer } from "#lib/db/writes/answers.ts"
import { checkNotRemoved } from "#lib/db/writes/posts.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, personOf, requireMember } from "./actor.ts"
import { isStaff } from "./ranks.ts"
import { Words } from "./reporting.ts"
import { loggedFor } from "./topic-log.ts"
import { type PostScene, visiblePost } from "./visible.ts"

export const AnswerInput = z.object({
  post: Id,
  accepted: z.stringbool(),
  /** Of who moderates the topic, for the author of the question; without them nobody is told. */
  words: Words.optional(),
})

/** Marks a reply as the answer of its topic, or takes the mark away. @throws ForumError not-found, forbidden, limited, invalid */
export function acceptAnswer(actor: Actor, input: z.output<typeof AnswerInput>): Promise<PostScene> {
  return untilSettled(() => accept(actor, input))
}

async function accept(actor: Actor, input: z.output<typeof AnswerInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  authorize(actor, "topic.answer", scene)
  const { topic, post } = scene
  if (input.accepted && (post.id === topic.firstPost || post.removed))
    throw new ForumError("invalid", "answer-not-in-topic")
  if (input.accepted === (topic.answer?.post === post.id)) return scene
  const member = requireMember(actor)
  if (!isStaff(member)) await spend("post.change", member.id)
  const { words } = input
  if (!input.accepted) {
    const log = await loggedFor(member, topic, { type: "unaccepted", words })
    await commit([clearAnswer(topic, post.id), ...log])
    return { ...scene, topic: { ...topic, answer: undefined } }
  }
  const answer = { post: post.id, author: post.author, at: nowIso(), by: personOf(member) }
  const event = { type: "accepted", to: post.author.name, words } as const
  await commit([setAnswer(topic, answer), checkNotRemoved(post), ...(await loggedFor(member, topic, event))])
  return { ...scene, topic: { ...topic, answer } }
}
