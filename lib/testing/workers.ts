/** Workers in the test's own process, which end with the test. */
import { onTestFinished } from "vitest"
import { SECOND, setClock, sleep } from "#lib/base/clock.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { follow } from "#lib/workers/follow.ts"
import { tallyOf } from "./tally.ts"

/** Follows the stream until the test ends, or `stop` is called. `log` is what it said. */
export function worker(...projections: Projection[]): { stop(): Promise<void>; log: string[] } {
  const ending = new AbortController()
  const log: string[] = []
  const ended = follow(ending.signal, { projections, waits: [], log: (line) => log.push(line) })
  const stop = async (): Promise<void> => {
    setClock()
    ending.abort()
    await ended
  }
  onTestFinished(stop)
  return {
    log,
    stop: async () => {
      ending.abort()
      await ended
    },
  }
}

export async function until(what: () => unknown, patience = 10 * SECOND): Promise<void> {
  const end = Date.now() + patience
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`In vain: ${what}`)
    await sleep(5)
  }
}

/** Until so many changes of a key were counted. */
export const counted = (PK: string, count: number): Promise<void> =>
  until(async () => (await tallyOf(PK)) === count)
