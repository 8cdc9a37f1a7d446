/** Writes of a restore, as values for commit(). */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Restore, Restores } from "../items/restores.ts"
import { type Checkpoint, Checkpoints } from "../items/stream.ts"
import { RESTORE_KEY } from "../keys/restores.ts"

/** Somebody else has begun one. */
export class BegunBefore extends Error {}

/** From now on the table is a part of a forum. Raises BegunBefore. */
export function beginRestore(restore: Restore): Write {
  return {
    kind: "put",
    item: Restores.encode(restore),
    condition: IS_NEW,
    refusal: () => new BegunBefore(),
  }
}

/** So many items are there for good. */
export function advanceRestore(done: number): Write {
  return {
    kind: "update",
    key: RESTORE_KEY,
    update: "SET done = :done",
    condition: EXISTS,
    values: { ":done": done },
    repeatable: true,
  }
}

/** Longer than a stream keeps what it tells, which is a day. */
const TOLD = 2 * DAY

/** Whoever follows the stream begins after what the restore wrote: at a place, or, a Lambda, after a moment of the stream's clock. */
export type RestoredTo = { checkpoint: Checkpoint; until: string }

/** The forum is whole. Without a place all of it is news: the old forum told nobody of it either. */
export function endRestore(restored: RestoredTo | undefined): Write[] {
  if (!restored) return [{ kind: "delete", key: RESTORE_KEY, condition: EXISTS }]
  return [
    // Without a condition: nobody else may follow a stream while a restore is under way.
    { kind: "put", item: Checkpoints.encode(restored.checkpoint) },
    {
      kind: "update",
      key: RESTORE_KEY,
      update: "SET #until = :until, expiresAt = :expiresAt",
      condition: EXISTS,
      names: { "#until": "until" },
      values: { ":until": restored.until, ":expiresAt": epochSecondsIn(TOLD) },
    },
  ]
}
