/** Dead letters: changes that a projection could not apply. They wait here, stop nobody, and can be tried again. */
import { z } from "zod"
import { MINUTE, now, nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { DeadLetter } from "#lib/db/items/stream.ts"
import { changeOfDeadLetter, findDeadLetter, listDeadLetters } from "#lib/db/patterns/stream.ts"
import { deleteDeadLetter, failAgain, putDeadLetter, SetAsideBefore } from "#lib/db/writes/stream.ts"
import type { Failure } from "./apply-batch.ts"
import type { Projection } from "./contract.ts"
import { patiently } from "./patiently.ts"
import { PROJECTIONS } from "./registered.ts"
import { WAITS_AS } from "./waits-as.ts"

/** An id as one may come in an address or a form: of the stream's numbers and our own names. */
export const LetterId = z.string().regex(/^[\w.-]{1,500}$/)

/** As much of a message as tells what is wrong. */
const LONGEST_REASON = 1_000

/** Keeps a change that failed. The same one, failing again after a crash, is kept once. */
export async function setAside({ projection: { name }, change, error }: Failure): Promise<void> {
  const id = `${BigInt(change.sequence)}-${change.shard}-${name}`
  const { key: item, entityType: changed, at: changedAt, sequence } = change
  const [reason, createdAt] = [reasonOf(error), nowIso()]
  const letter = { id, projection: name, reason, item, changed, changedAt, sequence, attempts: 1 }
  console.error(
    `The projection ${name} cannot apply a change of ${item.PK} ${item.SK}: it ${WAITS_AS} ${id}.`,
    error,
  )
  try {
    await commit(putDeadLetter({ ...letter, createdAt, updatedAt: createdAt }, change))
  } catch (refused) {
    if (!(refused instanceof SetAsideBefore)) throw refused
  }
}

/** What became of a dead letter: `done` and gone, `gone` before, or the reason why it stays. */
export type Retried = { end: "done" | "gone" } | { end: "failed"; reason: string }

/** Applies a dead letter again. What was applied already, is not applied twice. */
export async function retryDeadLetter(
  id: string,
  projections = PROJECTIONS,
  patience?: number,
): Promise<Retried> {
  const letter = await findDeadLetter(id)
  const change = letter && (await changeOfDeadLetter(letter))
  if (!letter || !change) return { end: "gone" }
  try {
    const projection = projections.find(({ name }) => name === letter.projection)
    if (!projection) throw new Error(`There is no projection ${letter.projection} any more.`)
    // What hangs here would hold up every other letter.
    await patiently(repair(projection, change), patience)
  } catch (error) {
    const reason = reasonOf(error)
    await commit([failAgain(id, reason)])
    return { end: "failed", reason }
  }
  await commit(deleteDeadLetter(letter))
  return { end: "done" }
}

/** Gives a dead letter up for good. @returns false where there is none */
export async function dropDeadLetter(id: string): Promise<boolean> {
  const letter = await findDeadLetter(id)
  if (letter) await commit(deleteDeadLetter(letter))
  return letter !== undefined
}

/** All of them, or those behind one, oldest first, so that those of one key come in order. */
export async function* allDeadLetters(behind?: string): AsyncGenerator<DeadLetter> {
  let after = behind
  do {
    const { items, next } = await listDeadLetters(after)
    yield* items
    after = next
  } while (after)
}

const MOST_TRIES = 10
/** In one run, those included that have been given up: however many there are, a run costs a few reads. */
const LOOKED_AT = 300
/** Where the run before ended. A process that has just started begins with the oldest. */
let lookedUpTo: string | undefined

/**
 * Tries again by itself what may have been at fault elsewhere (a mail server, a search engine that was down): after
 * 2, 4, 8 … minutes, for 17 hours. From `until` on it begins with no other.
 */
export async function retryDue(until = Number.POSITIVE_INFINITY): Promise<void> {
  let looked = 0
  for await (const { id, attempts, updatedAt } of allDeadLetters(lookedUpTo)) {
    const due = Date.parse(updatedAt) + 2 ** attempts * MINUTE
    // Who has been given up waits for a person.
    if (attempts < MOST_TRIES && due <= now()) await retryDeadLetter(id)
    lookedUpTo = id
    if (++looked === LOOKED_AT || now() >= until) return
  }
  lookedUpTo = undefined
}

async function repair(projection: Projection, change: Failure["change"]): Promise<void> {
  if (projection.repair) await projection.repair([change])
  else await projection.apply([change])
}

function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message || error.name : error).slice(0, LONGEST_REASON)
}
