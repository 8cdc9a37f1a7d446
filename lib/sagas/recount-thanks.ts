/** What members have earned in a topic, or in a category, is counted again: others see it now, or do not any more. */
import { topicRows } from "#lib/db/patterns/figures.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { followTopic } from "#lib/projections/earnings.ts"
import { RECOUNTING } from "#lib/projections/thanks.ts"
import { t } from "#lib/words/t.ts"
import type { SagaKind, Step, Work } from "./contract.ts"
import { wait } from "./spreading.ts"

/** Behind which topic of the category it goes on; which one is under way, and behind which of its posts. */
type Cursor = { after?: string; topic?: string; post?: string }

/**
 * A few posts a turn. Each is written on the condition of what it was computed from, and comes out the same when it is
 * done twice: so it needs not be one transaction with the cursor.
 */
const posts: Work = async ({ input }, cursor) => {
  const at = (cursor as Cursor | undefined) ?? {}
  const topic = at.topic ?? (typeof input.topic === "string" ? input.topic : undefined)
  if (topic === undefined) return { writes: [], next: await nextTopic(String(input.category), at.after) }
  const answer = (await findTopic(topic, { consistent: true }))?.answer?.post
  const post = await followTopic(topic, answer, at.post)
  if (post !== undefined) return { writes: [], next: { ...at, topic, post } }
  return { writes: [], done: 1, ...(input.category !== undefined && { next: { after: topic } }) }
}

/** The next one in which anything was liked or answered. @returns undefined when there is none */
async function nextTopic(category: string, after: string | undefined): Promise<Cursor | undefined> {
  const { topics, next } = await topicRows(category, after)
  const found = topics.find(({ likeCount, answer }) => likeCount > 0 || answer)
  if (found) return { topic: found.id }
  return next === undefined ? undefined : { after: next }
}

const step = (name: string, says: () => string, turn: Work): Step => ({ name, says, turn, noReturn: true })

export const recountThanks: SagaKind = {
  kind: RECOUNTING,
  title: ({ input }) => t("sagas.recount-thanks", { name: String(input.name) }),
  steps: [
    // What is being counted at this moment was read before, and is not conditional on the category.
    step(
      "wait",
      () => t("sagas.waiting"),
      (saga, cursor) =>
        saga.input.category === undefined ? Promise.resolve({ writes: [] }) : wait(saga, cursor),
    ),
    step("posts", () => t("sagas.recounting"), posts),
  ],
}
