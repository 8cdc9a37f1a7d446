/** All topics of a category go to another one, a few a turn; those that come meanwhile as well. */

import { nowIso } from "#lib/base/clock.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { topicRowsOf } from "#lib/db/patterns/moving.ts"
import { putTagTopic } from "#lib/db/writes/tags.ts"
import { moveTopicRow } from "#lib/db/writes/topics.ts"
import { EMPTYING } from "#lib/forum/emptying.ts"
import { MAX_TAGS } from "#lib/forum/texts.ts"
import { t } from "#lib/words/t.ts"
import { type SagaKind, type Work, WRITES_A_TURN } from "./contract.ts"
import { wait } from "./spreading.ts"

/** A row away and there, and its tags. */
const TOPICS_A_TURN = Math.floor(WRITES_A_TURN / (2 + MAX_TAGS))

export const moveTopics: Work = async (saga, cursor) => {
  const [from, to] = [String(saga.input.from), String(saga.input.to)]
  // Where they would go may have been deleted since.
  if (!(await findCategory(to, { consistent: true }))) throw new Error(`There is no category ${to} any more.`)
  const after = typeof cursor === "string" ? cursor : undefined
  const rows = await topicRowsOf(from, { limit: TOPICS_A_TURN, ...(after && { after }) })
  const writes = rows.flatMap((topic) => [
    ...moveTopicRow(topic, to, nowIso()),
    // A removed topic is under no tag until it is restored.
    ...(topic.removed ? [] : topic.tags).map((tag) => putTagTopic(tag, { id: topic.id, category: to })),
  ])
  const last = rows.at(-1)?.id
  return { writes, done: rows.length, ...(last && { next: last }) }
}

export const emptyCategory: SagaKind = {
  kind: EMPTYING,
  title: ({ input }) => t("sagas.empty-category", { from: String(input.fromName), to: String(input.toName) }),
  steps: [
    // What went stays where it is when the rest cannot go: every topic is somewhere, whole.
    { name: "topics", says: () => t("sagas.moving-topics"), turn: moveTopics, noReturn: true },
    { name: "wait", says: () => t("sagas.waiting"), turn: wait, noReturn: true },
    { name: "late", says: () => t("sagas.moving-late-topics"), turn: moveTopics, noReturn: true },
  ],
}
