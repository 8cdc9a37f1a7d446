/** Places in the stream of one partition: put there as items, which the stream tells after all that came before. */
import { HOUR, now, SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { Fences } from "#lib/db/items/statistics.ts"
import { findFence } from "#lib/db/patterns/statistics.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { deleteFence, passFence, putFence } from "#lib/db/writes/statistics.ts"
import { type Change, images } from "./contract.ts"

const LONGEST_WAIT = 30 * SECOND
const ASK_EVERY = SECOND / 20
const LOOKED_EVERY = 20 * ASK_EVERY
/** A fence that became a dead letter is never passed, however far the worker comes. */
const LONGEST_BEHIND = HOUR

/** What is counted by which projection, from which partition. */
export type Source = {
  partition: string
  /** Its name: it calls passFences() with it. */
  by: string
  /** Milliseconds without any progress after which nobody seems to apply anything. */
  patience?: number
}

/**
 * Waits until all that was written in a partition before now is applied. @returns the id of the fence that says so
 * @throws Error when that takes too long
 */
export async function untilApplied({ partition, by, patience = LONGEST_WAIT }: Source): Promise<string> {
  const id = newId()
  await commit([putFence({ partition, id, by })])
  const end = now() + LONGEST_BEHIND
  let known: string | undefined
  for (let waited = 0; waited <= patience; waited += ASK_EVERY) {
    if ((await findFence(partition, id))?.passed !== undefined) {
      await commit([deleteFence(partition, id)])
      return id
    }
    // A worker that is behind comes there, however long that takes.
    if (waited % LOOKED_EVERY === 0) {
      const place = await placeOfWorker()
      if (known !== undefined && place !== known && now() < end) waited = 0
      known = place
    }
    await sleep(ASK_EVERY)
  }
  throw new Error("What was written is not being applied: start the forum, then run this again.")
}

/** Up to where a worker has applied the stream; always the same where a Lambda does. */
async function placeOfWorker(): Promise<string> {
  return JSON.stringify((await findCheckpoint())?.position?.shards ?? {})
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
