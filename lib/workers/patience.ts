/**
 * What a warm Lambda remembers of each projection from one call to the next, because the stream does not tell how often
 * it has come with the same: how long the table has not taken a change, and how much at once was too much. A new
 * process has to learn it again, which costs time and nothing else.
 */
import { LRUCache } from "lru-cache"
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"

/** As long as the local worker waits for a table that takes dead letters, but not a change. */
const PATIENCE = 3 * MINUTE

export type Patience = {
  /** How many changes to give it at once. */
  readonly most: number
  /** Whether one of these was waited for long enough: then it is set aside, whatever the error. */
  isOver(changes: readonly Change[]): boolean
  failed(undone: readonly Change[]): void
  tookTooLong(changes: readonly Change[]): void
  wentWell(changes: readonly Change[]): void
}

/** Since when a change, by projection, shard and number, was in vain. */
const since = new LRUCache<string, number>({ max: 1_000 })
const limits = new Map<string, number>()

export function patienceWith(projection: string): Patience {
  const name = ({ shard, sequence }: Change): string => `${projection} ${shard} ${sequence}`
  return {
    get most() {
      return limits.get(projection) ?? Number.POSITIVE_INFINITY
    },
    isOver: (changes) => changes.some((change) => now() - (since.get(name(change)) ?? now()) >= PATIENCE),
    failed([first]) {
      if (first && !since.has(name(first))) since.set(name(first), now())
    },
    // By halves, until one that never ends stands alone.
    tookTooLong: (changes) => void limits.set(projection, Math.max(1, Math.floor(changes.length / 2))),
    wentWell(changes) {
      for (const change of changes) since.delete(name(change))
      const limit = limits.get(projection)
      if (limit !== undefined && changes.length >= limit) limits.set(projection, 2 * limit)
    },
  }
}
