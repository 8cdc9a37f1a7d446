/** Writes of a restore, as values for commit(). */
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

/** The forum is whole, and whoever follows its stream begins after what the restore wrote. */
export function endRestore(checkpoint: Checkpoint | undefined): Write[] {
  return [
    // Without a condition: nobody else may follow a stream while a restore is under way.
    ...(checkpoint ? [{ kind: "put", item: Checkpoints.encode(checkpoint) } as const] : []),
    { kind: "delete", key: RESTORE_KEY, condition: EXISTS },
  ]
}
