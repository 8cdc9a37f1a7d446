/** What the one consumer of the stream keeps: how far it came, and what could not be applied. */
import { deserialize, serialize } from "node:v8"
import { gunzipSync, gzipSync } from "node:zlib"
import { z } from "zod"
import type { Change } from "../change.ts"
import { CHECKPOINT_KEY, deadLetterKey, deadLetterPartKey } from "../keys/stream.ts"
import { entity } from "./entity.ts"

export const CheckpointSchema = z.object({
  /** Who follows the stream. Anything written here is written on the condition that this is oneself. */
  worker: z.object({ id: z.string(), host: z.string(), pid: z.number() }),
  /** Milliseconds since 1970: from then on another worker may take over. */
  leaseUntil: z.number(),
  /** Absent until something was applied. */
  position: z
    .object({ stream: z.string(), base: z.string(), shards: z.record(z.string(), z.string()) })
    .optional(),
  /** How long after a write its consequences were there, at last, in milliseconds. */
  lagMs: z.number(),
  updatedAt: z.string(),
})
/** In place of a machine's name, where Amazon's stream calls a Lambda: how far it came is Amazon's to know. */
export const LAMBDA = "AWS Lambda"
export type Checkpoint = z.output<typeof CheckpointSchema>
export const CHECKPOINT = "Checkpoint"
export const Checkpoints = entity(CHECKPOINT, CheckpointSchema, () => CHECKPOINT_KEY)

export const DeadLetterSchema = z.object({
  /** The change's number in the stream, the shard that told it (numbers are its own), and the projection's name. */
  id: z.string(),
  projection: z.string(),
  /** What the projection said at last. */
  reason: z.string(),
  /** What changed, and when. */
  item: z.object({ PK: z.string(), SK: z.string() }),
  changed: z.string(),
  changedAt: z.string(),
  sequence: z.string(),
  /** How many pieces hold the change itself. */
  parts: z.number(),
  attempts: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type DeadLetter = z.output<typeof DeadLetterSchema>
export const DeadLetters = entity("DeadLetter", DeadLetterSchema, ({ id }) => deadLetterKey(id))

export const DeadLetterParts = entity(
  "DeadLetterPart",
  z.object({ id: z.string(), n: z.number(), content: z.instanceof(Uint8Array<ArrayBuffer>) }),
  ({ id, n }) => deadLetterPartKey(id, n),
)

/** An item may have 400 kB, and a change holds two of them. */
const PART_SIZE = 350_000

/** A change as bytes, in pieces that each fit into an item. */
export function packChange(change: Change): Uint8Array<ArrayBuffer>[] {
  const packed = new Uint8Array(gzipSync(serialize(change)))
  const count = Math.ceil(packed.length / PART_SIZE)
  return Array.from({ length: count }, (_, n) => packed.subarray(n * PART_SIZE, (n + 1) * PART_SIZE))
}

export function unpackChange(parts: Uint8Array[]): Change {
  return deserialize(gunzipSync(Buffer.concat(parts))) as Change
}
