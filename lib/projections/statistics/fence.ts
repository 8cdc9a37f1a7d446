/** Putting a counted figure right while its source is written to: only in a moment in which nothing is on the way. */
import { SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { findFence } from "#lib/db/patterns/statistics.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { deleteFence, putFence } from "#lib/db/writes/statistics.ts"

const MOST_TURNS = 20
const LONGEST_WAIT = 30 * SECOND
const ASK_EVERY = SECOND / 20

/**
 * Puts a figure right that is counted from the changes of one partition.
 *
 * What was just counted from the items may hold changes that the stream has not brought yet; they would be counted
 * again when it does. So the figure is written only if it still is what it was before the counting when
 * everything that was written until after the counting has been applied: then nothing was on the way, and all up to
 * there is counted.
 *
 * @param look counts, and gives the write that puts it right (through a place of the stream), on the condition that
 * the figure is what it was; nothing when it is right · @param patience milliseconds after which nobody seems to apply anything · @returns whether it
 * was wrong
 */
export async function correct(
  partition: string,
  look: () => Promise<((through: string) => Write) | undefined>,
  patience: number = LONGEST_WAIT,
): Promise<boolean> {
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const write = await look()
    if (!write) return false
    const through = await untilApplied(partition, patience)
    try {
      await commit([write(through)])
      return true
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new Error(
    `What follows from ${partition} changes all the time: run this again when it is quiet there.`,
  )
}

/**
 * Waits until all that was written in a partition before now is applied. @returns the place in the stream
 * @throws Error when that takes too long
 */
export async function untilApplied(partition: string, patience: number = LONGEST_WAIT): Promise<string> {
  const id = newId()
  await commit([putFence(partition, id)])
  for (let waited = 0; waited <= patience; waited += ASK_EVERY) {
    const passed = (await findFence(partition, id))?.passed
    if (passed !== undefined) {
      await commit([deleteFence(partition, id)])
      return passed
    }
    await sleep(ASK_EVERY)
  }
  throw new Error("What was written is not being applied: start the forum, then run this again.")
}
