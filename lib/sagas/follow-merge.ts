/** A late reply goes where the topic went into which it was written: as if the merge had brought it. */
import { SECOND } from "#lib/base/clock.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { overtaken } from "#lib/db/retry.ts"
import { checkMerge } from "#lib/db/writes/sagas.ts"
import { FOLLOWING } from "#lib/forum/merging.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Step, type Work } from "./contract.ts"
import { carryLevels, carryLikes, movePosts, type Way } from "./moving.ts"

/** Under the merge's name, so that undoing the merge brings it back as well. */
const way = ({ input }: Saga): Way => ({
  from: String(input.from),
  to: String(input.to),
  saga: String(input.merge),
})

/** How often it is asked whether a merge that is being taken back was taken back. */
const LOOKS_EVERY = 5 * SECOND

/**
 * Only as long as the merge stands: each turn is committed on that condition, so that nothing goes there again after
 * the merge was taken back, or while it is. That may fail, and then the merge stands again: so its end is waited for.
 */
const whileMerged =
  (work: Work): Work =>
  async (saga, cursor) => {
    const merge = await getSaga(way(saga).saga)
    const undoing = merge?.data.undone ? await getSaga(String(merge.data.undone)) : undefined
    if (undoing && isUnfinished(undoing)) return { writes: [], next: cursor ?? null, wait: LOOKS_EVERY }
    if (merge && !stands(merge)) return NOTHING
    const turn = await work(saga, cursor)
    return { ...turn, writes: [...turn.writes, checkMerge(way(saga).saga, overtaken)] }
  }

const stands = ({ state, data }: Saga): boolean => (state === "running" || state === "done") && !data.undone

/** What cannot follow now is tried for ever: in a topic that is closed nobody would read it. */
const step = (name: string, says: () => string, work: Work): Step => ({
  ...{ name, says, turn: whileMerged(work) },
  noReturn: true,
})

export const followMerge: SagaKind = {
  kind: FOLLOWING,
  title: ({ input }) => t("sagas.late-reply", { title: String(input.title), into: String(input.into) }),
  steps: [
    step("posts", () => t("sagas.moving-reply"), movePosts(way)),
    step("likes", () => t("sagas.carrying-its-likes"), carryLikes(way)),
    step("watchers", () => t("sagas.carrying-watchers"), carryLevels(way)),
  ],
}
