/** How the stream may deliver: twice, in pieces, one key's changes before or after another's. */
import { createHash } from "node:crypto"
import type { Change } from "#lib/db/change.ts"
import type { Delivery } from "./settle.ts"

/** The whole batch, and the whole batch again. */
export const twice: Delivery = (changes) => [changes, changes]

export const oneByOne: Delivery = (changes) => changes.map((change) => [change])

/** Cut before the n-th change. */
export function splitAt(n: number): Delivery {
  return (changes) => [changes.slice(0, n), changes.slice(n)].filter((batch) => batch.length > 0)
}

/** The first n, and then everything: as after a crash that forgot how far it had come. */
export function againAfter(n: number): Delivery {
  return (changes) => [changes.slice(0, n), changes].filter((batch) => batch.length > 0)
}

/**
 * Mixed between partition keys, while what happened to one key stays in order: what a stream of many shards promises
 * as long as each key is told by one. @param dice gives numbers from 0 up to 1
 */
export function reordered(dice: () => number): Delivery {
  return (changes) => [mixed(changes, (change) => change.key.PK, dice)]
}

const SHARDS = 3

/**
 * Items of one key are told by several shards, each item by one, and mixed between those: what is left of the order
 * when a key is so large or so busy that its items lie in several places.
 */
export function toldBySeveral(dice: () => number): Delivery {
  return (changes) => {
    const told = changes.map((change) => ({ ...change, shard: `shard-${shardOf(change)}` }))
    return [mixed(told, (change) => change.shard, dice)]
  }
}

function shardOf({ key }: Change): number {
  const bytes = createHash("sha256").update(`${key.PK} ${key.SK}`).digest()
  return bytes[0]! % SHARDS
}

function mixed(changes: Change[], queueOf: (change: Change) => string, dice: () => number): Change[] {
  const queues = [...Map.groupBy(changes, queueOf).values()].map((some) => [...some])
  const order: Change[] = []
  while (queues.length > 0) {
    const at = Math.floor(dice() * queues.length)
    order.push(queues[at]!.shift()!)
    if (queues[at]!.length === 0) queues.splice(at, 1)
  }
  return order
}
