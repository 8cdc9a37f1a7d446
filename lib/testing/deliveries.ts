/** How the stream may deliver: twice, in pieces, one key's changes before or after another's. */
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
 * Mixed between partition keys, while what happened to one key stays in order: all that a stream of many shards
 * promises. @param dice gives numbers from 0 up to 1
 */
export function reordered(dice: () => number): Delivery {
  return (changes) => {
    const queues = [...Map.groupBy(changes, (change) => change.key.PK).values()].map((some) => [...some])
    const mixed: Change[] = []
    while (queues.length > 0) {
      const at = Math.floor(dice() * queues.length)
      mixed.push(queues[at]!.shift()!)
      if (queues[at]!.length === 0) queues.splice(at, 1)
    }
    return [mixed]
  }
}
