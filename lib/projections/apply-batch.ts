/** Applies changes of the stream to everything that follows from them: one function for the worker and the Lambda. */
import { chance, SECOND, sleep } from "#lib/base/clock.ts"
import { topicOf } from "#lib/db/keys/posts.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { liesNow, mayLie } from "#lib/db/patterns/places.ts"
import type { Change, Projection } from "./contract.ts"
import { setAside } from "./dead-letters.ts"
import { isPassing } from "./passing.ts"
import { patiently } from "./patiently.ts"
import { PROJECTIONS } from "./registered.ts"

/** A change that a projection cannot apply, also when it comes alone. */
export type Failure = { projection: Projection; change: Change; error: unknown }

export type ApplyOptions = {
  projections?: readonly Projection[]
  /** How long to wait before each further try of a whole batch, in milliseconds. */
  waits?: readonly number[]
  /** Sets aside also what may pass by itself: for who has waited long enough. Where the table is down, nothing can be. */
  impatient?: boolean
  /** What becomes of a failure. What it throws leaves the change undone. */
  setAside?: (failure: Failure) => Promise<void>
}

/** What could not even be set aside, because the table does not take it now: to be given again. */
export type Outcome = { undone: Change[]; error?: unknown }

const WAITS = [SECOND / 10, SECOND / 2]

/** Those that failed at their last batch: they are not waited for again, until one goes well. */
const ailing = new Set<string>()

/**
 * Gives each projection the changes it asked for, in their order; any batch may come again. What fails is tried
 * again, then cut in halves between partition keys and within them, and at last a single change is set aside,
 * which stops neither the others nor the other projections.
 * @returns what is undone and has to be given again, in order
 */
export async function applyBatch(
  changes: readonly Change[],
  {
    projections = PROJECTIONS,
    waits = WAITS,
    impatient = false,
    setAside: aside = setAside,
  }: ApplyOptions = {},
): Promise<Outcome> {
  notePlaces(changes)
  const undone = new Set<Change>()
  const mayPass = (error: unknown): boolean => !impatient && isPassing(error)
  let failure: unknown
  const apply = async (projection: Projection): Promise<void> => {
    const concerned = changes.filter((change) => projection.entities.includes(change.entityType))
    try {
      if (concerned.length > 0) await persist({ projection, waits, mayPass, aside }, concerned)
    } catch (error) {
      failure ??= error
      for (const change of concerned) undone.add(change)
    }
  }
  await Promise.all(projections.map(apply))
  if (undone.size === 0) return { undone: [] }
  return { undone: changes.filter((change) => undone.has(change)), error: failure }
}

/** The index by id may follow its table later than the stream does: what has just come or moved is found all the same. */
function notePlaces(changes: readonly Change[]): void {
  for (const { entityType, key, after } of changes) {
    if (!after) continue
    if (entityType === "Topic") liesNow("TOPIC", String(after.id), key)
    if (entityType !== "Post") continue
    liesNow("POST", String(after.id), key)
    if (after.writtenIn) mayLie("TOPIC", topicOf(key), topicKey(String(after.writtenIn), topicOf(key)))
  }
}

type Work = {
  projection: Projection
  waits: readonly number[]
  mayPass: (error: unknown) => boolean
  aside: (failure: Failure) => Promise<void>
}

/** @throws when the table does not do its part now */
async function persist(work: Work, changes: readonly Change[]): Promise<void> {
  const { name } = work.projection
  for (const wait of [...(ailing.has(name) ? [] : work.waits), undefined]) {
    const error = await tryOnce(work.projection, changes)
    if (!error) {
      ailing.delete(name)
      return
    }
    if (wait !== undefined) await sleep(wait * (0.5 + chance()))
    else if (work.mayPass(error.cause)) throw error.cause
    else {
      ailing.add(name)
      await divide(work, changes, error.cause)
    }
  }
}

/** Applies the two halves one after the other, so that order holds; what cannot be divided is set aside. */
async function divide(work: Work, changes: readonly Change[], error: unknown): Promise<void> {
  if (changes.length === 1) return work.aside({ projection: work.projection, change: changes[0]!, error })
  for (const half of halves(changes)) {
    const failed = await tryOnce(work.projection, half)
    if (failed && work.mayPass(failed.cause)) throw failed.cause
    if (failed) await divide(work, half, failed.cause)
  }
}

/** Between partition keys, so that a key's changes stay together; those of a single key by their order. */
function halves(changes: readonly Change[]): Change[][] {
  const byKey = [...Map.groupBy(changes, (change) => change.key.PK).values()]
  const pieces = byKey.length > 1 ? byKey : changes.map((change) => [change])
  const middle = Math.ceil(pieces.length / 2)
  return [pieces.slice(0, middle).flat(), pieces.slice(middle).flat()]
}

/** @returns what went wrong, when something did */
async function tryOnce(
  projection: Projection,
  changes: readonly Change[],
): Promise<{ cause: unknown } | undefined> {
  try {
    await patiently(projection.apply(changes))
    return undefined
  } catch (cause) {
    return { cause }
  }
}
