/**
 * What topic, post and category say of their posts and likes: how many, which last, where pages start. Interim:
 * right after the write, until a projection of the stream does it; nothing else counts.
 *
 * Each write leaves an "uncounted" item in its own transaction. This applies them, many at once, in a
 * transaction that deletes them: counted exactly once, also when the process dies anywhere in between.
 */
import { SECOND } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Uncounted } from "#lib/db/items/topics.ts"
import { listUncounted } from "#lib/db/patterns/site.ts"
import { putUncounted } from "#lib/db/writes/topics.ts"
import { applyChanges, MOST_AT_ONCE } from "./figures.ts"
import { rankSoon } from "./ranking.ts"

type Waiting = { change: Uncounted; done: () => void }

const waiting: Waiting[] = []
let isCounting = false

/**
 * Commits writes together with the changes that they mean to the figures, and counts these.
 * @throws what commit() throws; never because of the counting, since what is committed is counted sooner or later
 */
export async function commitCounted(writes: (Write | undefined)[], changes: Uncounted[]): Promise<void> {
  try {
    await commit([...writes, ...changes.map(putUncounted)])
  } catch (error) {
    // Anything but a refusal leaves open whether it was committed.
    if (!(error instanceof ForumError)) countLater()
    throw error
  }
  await Promise.all(changes.map(count))
}

/** Counts a committed change, together with others that come meanwhile. Resolves when counted, or put off. */
export function count(change: Uncounted): Promise<void> {
  return new Promise((done) => {
    waiting.push({ change, done })
    if (!isCounting) void countWaiting()
  })
}

async function countWaiting(): Promise<void> {
  isCounting = true
  for (;;) {
    const some = waiting.splice(0, MOST_AT_ONCE)
    if (some.length === 0) break
    // The writes stand, and their markers wait in the table: they must not fail for want of a figure.
    const changed = await applyChanges(some.map(({ change }) => change)).catch(countLater)
    rankSoon(changed ?? [])
    for (const { done } of some) done()
  }
  isCounting = false
}

/**
 * Counts what is committed and not counted: what a process that died had left, or what could not be counted at
 * its time. Safe at any time, also twice at once. @param topic only this one's @returns how many changes it found
 */
export async function countLeftovers(topic?: string): Promise<number> {
  let found = 0
  let failure: unknown
  let after: Uncounted | undefined
  do {
    const { changes, last } = await listUncounted(topic, after)
    for (const some of Map.groupBy(changes, (change) => change.topic).values()) {
      // One topic that cannot be counted now holds up no other.
      await applyAll(some).catch((error: unknown) => {
        failure ??= error
      })
    }
    found += changes.length
    after = last
  } while (after)
  if (failure) throw failure
  return found
}

async function applyAll(changes: Uncounted[]): Promise<void> {
  for (const some of chunks(changes, MOST_AT_ONCE)) rankSoon(await applyChanges(some))
}

const FIRST_DELAY = 2 * SECOND
const LONGEST_DELAY = 60 * SECOND
let delay = FIRST_DELAY
let isPlanned = false

/** Comes back to what could not be counted now, less and less often while it fails. Keeps no process alive. */
function countLater(): void {
  if (isPlanned) return
  isPlanned = true
  setTimeout(sweep, delay).unref()
}

async function sweep(): Promise<void> {
  isPlanned = false
  try {
    await countLeftovers()
    delay = FIRST_DELAY
  } catch {
    delay = Math.min(2 * delay, LONGEST_DELAY)
    countLater()
  }
}
