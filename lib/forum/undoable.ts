/** Which long acts can be taken back: what is done, for two weeks, and once. */
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { markUndone } from "#lib/db/writes/sagas.ts"

/** How long a long act can be undone: two weeks are time to notice, and later nobody expects it. */
export const UNDO_FOR = 14 * DAY

const undone = (): Error => new ForumError("conflict", "already-undone")

/** Whether it is done, and not long ago. */
export function isUndoable(saga: Saga): boolean {
  const isRecent = Date.parse(saga.startedAt) + UNDO_FOR > now()
  return saga.state === "done" && isRecent && !saga.data.undone && !saga.input.undoes
}

/** @throws ForumError conflict: it was taken back already, or cannot be any more */
export function requireUndoable(saga: Saga): void {
  if (saga.data.undone) throw undone()
  if (!isUndoable(saga)) throw new ForumError("conflict", "not-undoable")
}

/** Goes with the saga that takes it back. @throws (when sent) ForumError conflict when another one does by now */
export function undoneBy(saga: Saga, by: Saga): Write {
  return markUndone(saga.id, by.id, undone)
}
