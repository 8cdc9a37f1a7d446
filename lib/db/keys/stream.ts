/** Keys of what belongs to the stream: its checkpoint, dead letters, fences, which pages are stale. */
import { type Key, padded, same } from "./key.ts"

/** How far the stream was applied, and by whom. */
export const CHECKPOINT_KEY: Key = same("CHECKPOINT")
/** A change that a projection could not apply, in the order of the stream; what changed lies beside it, in pieces. */
export const deadLetterKey = (id: string): Key => ({
  PK: "DEADLETTERS",
  SK: id.replace(/^\d+/, (number) => number.padStart(40, "0")),
})
export const deadLetterPartKey = (id: string, n: number): Key => ({
  PK: `DEADLETTER#${id}`,
  SK: `PART#${padded(n)}`,
})
/** Since when what carries a cache tag is stale. */
export const staleTagKey = (tag: string): Key => same(`STALE#${tag}`)
export const fenceKey = (partition: string, id: string): Key => ({ PK: partition, SK: `FENCE#${id}` })
/** How far a read model is made. */
export const buildKey = (name: string): Key => ({ PK: "BUILDS", SK: name })
