/** Writes of the stream's consumer, as values for commit(). */
import { now, nowIso } from "#lib/base/clock.ts"
import type { Change } from "../change.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import {
  type Checkpoint,
  Checkpoints,
  type DeadLetter,
  DeadLetterParts,
  DeadLetters,
  LAMBDA,
  packChange,
} from "../items/stream.ts"
import { deadLetterKey, deadLetterPartKey } from "../keys/stream.ts"

/** Somebody else follows the stream. */
export class NotMine extends Error {}
/** This change was set aside before. */
export class SetAsideBefore extends Error {}

/** Takes the stream over from who had it, as one has read it; from nobody when absent. Raises NotMine. */
export function takeStream(mine: Checkpoint, from: Checkpoint | undefined): Write {
  return {
    kind: "put",
    item: Checkpoints.encode(mine),
    // A worker that lives renews its lease, and then this fails.
    condition: from ? "worker.id = :from AND leaseUntil = :until" : IS_NEW,
    ...(from && { values: { ":from": from.worker.id, ":until": from.leaseUntil } }),
    refusal: () => new NotMine(),
  }
}

/** How far one has come, and that one lives. Raises NotMine where another worker has taken over. */
export function putCheckpoint(mine: Checkpoint): Write {
  return {
    kind: "put",
    item: Checkpoints.encode(mine),
    condition: "worker.id = :mine",
    values: { ":mine": mine.worker.id },
    refusal: () => new NotMine(),
    repeatable: true,
  }
}

/** That a Lambda applies the stream, and how far it is behind. Raises NotMine where a worker does that, too. */
export function putLambdaCheckpoint(mine: Omit<Checkpoint, "worker" | "position">): Write {
  return {
    kind: "put",
    item: Checkpoints.encode({ ...mine, worker: { id: LAMBDA, host: LAMBDA, pid: 0 } }),
    condition: "attribute_not_exists(PK) OR worker.host = :lambda OR leaseUntil < :now",
    values: { ":lambda": LAMBDA, ":now": now() },
    refusal: () => new NotMine(),
    repeatable: true,
  }
}

/** Keeps a change that could not be applied. The first time stands: raises SetAsideBefore. */
export function putDeadLetter(letter: Omit<DeadLetter, "parts">, change: Change): Write[] {
  const parts = packChange(change)
  const item = DeadLetters.encode({ ...letter, parts: parts.length })
  return [
    { kind: "put", item, condition: IS_NEW, refusal: () => new SetAsideBefore() },
    // Without a condition: they come and go with the first.
    ...parts.map(
      (content, n): Write => ({ kind: "put", item: DeadLetterParts.encode({ id: letter.id, n, content }) }),
    ),
  ]
}

/** It was tried again, in vain. Raises nothing of its own: who settled it meanwhile was right. */
export function failAgain(id: string, reason: string): Write {
  return {
    kind: "update",
    key: deadLetterKey(id),
    update: "SET attempts = attempts + :one, reason = :reason, updatedAt = :now",
    condition: EXISTS,
    values: { ":one": 1, ":reason": reason, ":now": nowIso() },
    repeatable: true,
  }
}

/** Without conditions: what is gone already is gone. */
export function deleteDeadLetter({ id, parts }: DeadLetter): Write[] {
  const keys = Array.from({ length: parts }, (_, n) => deadLetterPartKey(id, n))
  return [deadLetterKey(id), ...keys].map((key): Write => ({ kind: "delete", key }))
}
