/** All topics with a tag get another one in its place, or none; what was given it meanwhile follows. */

import { rowsUnder } from "#lib/db/patterns/tags.ts"
import { findTopic, getTopic } from "#lib/db/patterns/topics.ts"
import { deleteTag, deleteTagTopic, putTagTopic, retagTopic } from "#lib/db/writes/tags.ts"
import { RETAGGING } from "#lib/forum/tag-keeping.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Work, WRITES_A_TURN } from "./contract.ts"
import { wait } from "./spreading.ts"

/** Its row, and a line under each of two tags. */
const TOPICS_A_TURN = Math.floor(WRITES_A_TURN / 3)

const retag: Work = async ({ input }, cursor) => {
  const [from, to] = [String(input.from), input.to === undefined ? undefined : String(input.to)]
  const after = typeof cursor === "string" ? cursor : undefined
  const rows = await rowsUnder(from, { limit: TOPICS_A_TURN, ...(after && { after }) })
  const writes = await Promise.all(
    rows.map(async ({ topic: id, category }) => {
      // It may have moved since that line was written.
      const topic =
        (await getTopic(category, id, { consistent: true })) ?? (await findTopic(id, { consistent: true }))
      const gone = deleteTagTopic(from, id)
      if (!topic) return [gone]
      const tags = [...new Set(topic.tags.flatMap((tag) => (tag === from ? (to ?? []) : tag)))]
      const isTagged = topic.tags.includes(from)
      const listed = to !== undefined && tags.includes(to) && !topic.removed && !topic.merged
      return [
        gone,
        // As it was read, also where only its line is to change.
        ...(isTagged || listed ? [retagTopic(topic, tags)] : []),
        ...(listed ? [putTagTopic(to, topic)] : []),
      ]
    }),
  )
  const last = rows.at(-1)?.topic
  return { writes: writes.flat(), done: rows.length, ...(last && { next: last }) }
}

/** What was renamed or merged stays, to lead on; what was removed goes. */
const end: Work = async ({ id, input }) =>
  input.to === undefined ? { writes: [{ ...deleteTag(String(input.from), id) }] } : NOTHING

const moving = (): string => t("sagas.retagging")

export const retagTopics: SagaKind = {
  kind: RETAGGING,
  title: ({ input }) =>
    input.to === undefined
      ? t("sagas.remove-tag", { from: String(input.from) })
      : t("sagas.retag-topics", { from: String(input.from), to: String(input.to) }),
  steps: [
    { name: "topics", says: moving, turn: retag, noReturn: true },
    { name: "wait", says: () => t("sagas.waiting"), turn: wait, noReturn: true },
    { name: "late", says: moving, turn: retag, noReturn: true },
    { name: "end", says: moving, turn: end, noReturn: true },
  ],
}
