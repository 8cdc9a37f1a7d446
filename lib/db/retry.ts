/** Tries again what DynamoDB could not do just now, with full jitter, so that two who met do not meet again. */
import { chance, sleep } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"

const FIRST_WAIT = 20
const LONGEST_WAIT = 2_000
/** Enough that fifty writers of one item all get through; about fifteen seconds at worst. */
const MAX_TRIES = 12

/** How long to wait before try number `attempt` (1 is the second): anything up to an exponentially growing bound. */
export function backoff(attempt: number): number {
  return chance() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt)
}

/**
 * Runs `work` until it returns something else than undefined.
 * @throws what `giveUp` makes when it never does
 */
export async function retry<T>(work: () => Promise<T | undefined>, giveUp: () => Error): Promise<T> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const result = await work()
    if (result !== undefined) return result
    await sleep(backoff(attempt))
  }
  throw giveUp()
}

/** What a write was decided by changed before it was written. The refusal of writes that depend on a state. */
export class Overtaken extends Error {}
export const overtaken = (): Error => new Overtaken()

/**
 * Runs a verb that reads, decides and writes; again, from the reading on, when others were quicker.
 * @throws ForumError conflict/busy when they always are
 */
export function untilSettled<T extends object>(verb: () => Promise<T>): Promise<T> {
  return retry(
    async () => {
      try {
        return await verb()
      } catch (error) {
        if (error instanceof Overtaken) return undefined
        throw error
      }
    },
    () => new ForumError("conflict", "busy"),
  )
}
