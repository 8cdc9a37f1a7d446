/** Putting a counted figure right while its source is written to: only in a moment in which nothing is on the way. */
import { SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { Fences } from "#lib/db/items/statistics.ts"
import { findFence } from "#lib/db/patterns/statistics.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { deleteFence, passFence, putFence } from "#lib/db/writes/statistics.ts"
import { type Change, images } from "./contract.ts"

const MOST_TURNS = 20
const LONGEST_WAIT = 30 * SECOND
const ASK_EVERY = SECOND / 20

/** What is counted by which projection, from which partition. */
export type Source = {
  partition: string
  /** Its name: it calls passFences() with it. */
  by: string
  /** Milliseconds after which nobody seems to apply anything. */
  patience?: number
}

/**
 * Puts a figure right that is counted from the changes of one partition.
 *
 * What was just counted from the items may hold changes that the stream has not brought yet; they would be counted
 * again when it does. So the figure is written only if it still is what it was before the counting when
 * everything that was written until after the counting has been applied: then nothing was on the way, and all up to
 * there is counted.
 *
 * @param look counts, and gives the writes that put it right (through a place of the stream), on the condition that
 * the figure is what it was; nothing when it is right · @returns whether it was wrong
 */
export async function correct(
  source: Source,
  look: () => Promise<((through: string) => Write[] | Promise<Write[]>) | undefined>,
): Promise<boolean> {
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const writes = await look()
    if (!writes) return false
    const through = await untilApplied(source)
    try {
      await commit(await writes(through))
      return true
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new Error(
    `What follows from ${source.partition} changes all the time: run this again when it is quiet there.`,
  )
}

/**
 * Waits until all that was written in a partition before now is applied. @returns the place in the stream
 * @throws Error when that takes too long
 */
export async function untilApplied({ partition, by, patience = LONGEST_WAIT }: Source): Promise<string> {
  const id = newId()
  await commit([putFence({ partition, id, by })])
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

class Gone extends Error {}

/** Passes the fences that wait for the projection `by`, after it has applied all that came before them. */
export async function passFences(by: string, changes: readonly Change[]): Promise<void> {
  const fences = changes.filter(({ entityType }) => entityType === "Fence")
  await Promise.all(fences.map((change) => pass(by, change)))
}

async function pass(by: string, change: Change): Promise<void> {
  const { before, after } = images(Fences, change)
  if (before || after?.by !== by) return
  try {
    await commit([passFence(after.partition, after.id, change.sequence, () => new Gone())])
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
}
