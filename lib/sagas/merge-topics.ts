/** Two topics become one, and one that was merged becomes two again. */
import { nowIso } from "#lib/base/clock.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { clearAnswer } from "#lib/db/writes/answers.ts"
import { closeMerged, reopenMerged } from "#lib/db/writes/moving.ts"
import { clearUndone } from "#lib/db/writes/sagas.ts"
import { putTagTopic } from "#lib/db/writes/tags.ts"
import { MERGING, SPLITTING, UNMERGING } from "#lib/forum/merging.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Step, type Turn, type Work } from "./contract.ts"
import { carryLevels, carryLikes, dropLevels, movePosts, movePostsBack, type Way } from "./moving.ts"
import { leavePages, setPages } from "./paging.ts"
import { wait } from "./spreading.ts"

const there = ({ id, input }: Saga): Way => ({ from: String(input.from), to: String(input.to), saga: id })
const back = ({ input }: Saga): Way => ({
  from: String(input.from),
  to: String(input.to),
  saga: String(input.merge),
})

const moving = (): string => t("sagas.moving-posts")
const late = (): string => t("sagas.moving-late-posts")

/** Around what brings posts: pages are left alone before, and set after; the other way round when it is taken back. */
const around = (way: (saga: Saga) => Way, step: Step): [Step, ...Step[]] => [
  { name: "before", says: moving, turn: leavePages(way), undo: setPages(way) },
  step,
  { name: "pages", says: () => t("sagas.setting-pages"), turn: setPages(way), undo: leavePages(way) },
]

/** The row of the topic that was merged: back in the lists, with its tags. */
const reopen: Work = async (saga) => {
  const topic = await findTopic(String(saga.input.from), { consistent: true })
  const merge = saga.kind === UNMERGING ? saga.input.merge : saga.id
  if (topic?.merged?.saga !== merge) return NOTHING
  return { writes: [reopenMerged(topic!), ...topic!.tags.map((tag) => putTagTopic(tag, topic!))] }
}

/** What this saga was to undo is not undone after all. */
const standsAgain = async ({ id }: Saga, undoes: unknown): Promise<Turn> => {
  const other = typeof undoes === "string" ? await getSaga(undoes) : undefined
  return other?.data.undone === id ? { writes: [clearUndone(other.id, id)] } : NOTHING
}

/** Closed with the saga's beginning, in one transaction. Where that undoes a split, the split stands again. */
const closed: Step = {
  name: "close",
  says: () => t("sagas.closing-topic"),
  turn: async () => NOTHING,
  undo: async (saga, cursor) => {
    const [topic, split] = [await reopen(saga, cursor), await standsAgain(saga, saga.input.undoes)]
    return { writes: [...topic.writes, ...split.writes] }
  },
}

/** Marked as undone with the saga's beginning, in one transaction. */
const marked: Step = {
  name: "mark",
  says: moving,
  turn: async () => NOTHING,
  undo: (saga) => standsAgain(saga, saga.input.merge),
}

export const mergeTopics: SagaKind = {
  kind: MERGING,
  title: ({ input }) => t("sagas.merge", { title: String(input.title), into: String(input.into) }),
  steps: [
    closed,
    ...around(there, { name: "posts", says: moving, turn: movePosts(there), undo: movePostsBack(there) }),
    { name: "wait", says: () => t("sagas.waiting"), turn: wait },
    { name: "late", says: late, turn: movePosts(there) },
    {
      name: "likes",
      says: () => t("sagas.carrying-likes"),
      turn: carryLikes(there),
      undo: carryLikes(there, { back: true }),
    },
    {
      name: "watchers",
      says: () => t("sagas.carrying-watchers"),
      turn: carryLevels(there),
      undo: dropLevels(there),
    },
  ],
}

export const unmergeTopics: SagaKind = {
  kind: UNMERGING,
  title: ({ input }) => t("sagas.unmerge", { title: String(input.title), into: String(input.into) }),
  steps: [
    marked,
    ...around(back, {
      name: "posts",
      says: moving,
      turn: movePostsBack(back),
      undo: movePosts(back, { goes: wentBack }),
    }),
    { name: "reopen", says: () => t("sagas.opening-topic"), turn: reopen },
    {
      name: "likes",
      says: () => t("sagas.carrying-likes"),
      turn: carryLikes(back, { back: true }),
      noReturn: true,
    },
    { name: "watchers", says: () => t("sagas.carrying-watchers"), turn: dropLevels(back), noReturn: true },
  ],
}

/** What this saga has brought back already, when it has to stop halfway. */
function wentBack(post: Post, { input }: Saga): boolean {
  return post.movedFrom === input.to
}

/** All that follow and were there when the topic was split, or none. */
function follows(post: Post, { input, startedAt }: Saga): boolean {
  return input.which === "following" && post.id > String(input.post) && post.createdAt <= startedAt
}

/** A mark on an answer that goes is taken away. */
const answers = async (post: Post, { input }: Saga) => {
  const topic = await findTopic(String(input.from), { consistent: true })
  return topic?.answer?.post === post.id ? [clearAnswer(topic, post.id)] : []
}

/** When the posts are back, nothing is left of the topic that was made but an address that leads to the old one. */
const unmake: Work = async ({ id, input }) => {
  const topic = await findTopic(String(input.to), { consistent: true })
  if (!topic || topic.removed) return NOTHING
  const removed = { by: topic.author, at: nowIso(), why: t("sagas.split-back"), byStaff: true }
  return { writes: [closeMerged(topic, { into: String(input.from), saga: id }, removed)] }
}

export const splitTopic: SagaKind = {
  kind: SPLITTING,
  title: ({ input }) => t("sagas.split", { title: String(input.into), from: String(input.title) }),
  steps: [
    { name: "open", says: () => t("sagas.opening-topic"), turn: async () => NOTHING, undo: unmake },
    ...around(there, {
      name: "posts",
      says: moving,
      turn: movePosts(there, { goes: follows, beside: answers }),
      undo: movePostsBack(there),
    }),
    {
      name: "likes",
      says: () => t("sagas.carrying-likes"),
      turn: carryLikes(there),
      undo: carryLikes(there, { back: true }),
    },
    {
      name: "watchers",
      says: () => t("sagas.carrying-watchers"),
      turn: carryLevels(there),
      undo: dropLevels(there),
    },
  ],
}
