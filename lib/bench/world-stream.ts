/** What the stream's consumer keeps in the forum that is measured. */

import { topicTag } from "#lib/base/cache-tags.ts"
import type { Change } from "#lib/db/change.ts"
import { type StaleTag, StaleTags } from "#lib/db/items/stale-tags.ts"
import {
  type Checkpoint,
  Checkpoints,
  type DeadLetter,
  DeadLetterParts,
  DeadLetters,
  packChange,
} from "#lib/db/items/stream.ts"
import { buildItems } from "./world-builds.ts"

/** More than a page of them. */
const LETTERS = 40
const AT = "2026-01-01T00:00:00.000Z"

/** As at Amazon, with the four shards of a table that nobody has asked for more. */
export function aCheckpoint(): Checkpoint {
  const shards = Object.fromEntries(
    Array.from({ length: 4 }, (_, i) => [
      `shardId-00000001795225628053-f1e2d3c${i}`,
      `44215845000000000174504390${i}`,
    ]),
  )
  const stream = "arn:aws:dynamodb:eu-central-1:123456789012:table/stoa/stream/2026-01-01T00:00:00.000"
  const worker = { id: "measured", host: "harbour", pid: 1 }
  return { worker, leaseUntil: 0, lagMs: 80, updatedAt: AT, position: { stream, base: "0", shards } }
}

export function aDeadLetter(n: number): DeadLetter {
  return {
    ...{ id: `${n}-measured`, projection: "measured", reason: "It did not end within 120 s.", parts: 1 },
    ...{ item: { PK: "TOPIC#t", SK: "POST#p" }, changed: "Post", changedAt: AT, sequence: String(n) },
    ...{ attempts: 1, createdAt: AT, updatedAt: AT },
  }
}

/** @param later milliseconds after what the world says of it */
export function aStaleTag(n: number, later = 0): StaleTag {
  const at = Date.parse(AT) + later
  return { tag: topicTag(`01J00000000000000000MEAS${n}`), at, expiresAt: 4_000_000_000 }
}

/** A change of a post of the usual size, with the text before and after. */
export function aChange(n: number): Change {
  const item = { PK: "TOPIC#t", SK: "POST#p", entityType: "Post", html: "South, like the birds. ".repeat(40) }
  return {
    sequence: String(n),
    shard: "measured",
    at: AT,
    key: { PK: item.PK, SK: item.SK },
    entityType: "Post",
    before: item,
    after: item,
  }
}

export function streamItems(): Record<string, unknown>[] {
  return [
    Checkpoints.encode(aCheckpoint()),
    ...buildItems(),
    ...Array.from({ length: 7 }, (_, n) => StaleTags.encode(aStaleTag(n))),
    ...Array.from({ length: LETTERS }, (_, n) => DeadLetters.encode(aDeadLetter(n))),
    ...packChange(aChange(0)).map((content, n) =>
      DeadLetterParts.encode({ id: aDeadLetter(0).id, n, content }),
    ),
  ]
}
