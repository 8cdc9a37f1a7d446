/** Works on sagas: takes one by lease, does its turns one after another, and takes back what cannot be finished. */
import { randomUUID } from "node:crypto"
import { MINUTE, now, nowIso, SECOND } from "#lib/base/clock.ts"
import { isForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { getSaga, unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { advanceSaga, takeSaga } from "#lib/db/writes/sagas.ts"
import { t } from "#lib/words/t.ts"
import type { SagaKind, Step, Turn } from "./contract.ts"
import { kindOf } from "./registered.ts"

/** Longer than any turn takes. Whoever dies holds a saga up for so long at most. */
export const LEASE = MINUTE
/** Then it is left to the next run, so that others come in between. */
const LONGEST_SLICE = 5 * SECOND
/** A Lambda has to end in time. */
export const LONGEST_RUN = MINUTE
const FIRST_DELAY = SECOND
const LONGEST_DELAY = 10 * MINUTE
/** How often a turn is tried before all of it is taken back: over about ten minutes. */
const MOST_ATTEMPTS = 10
/** Of the message that is kept, for an item has its limits. */
const MAX_FAILURE = 500

/** Another worker has it. */
class Taken extends Error {}

/**
 * Works on every saga that waits for nobody, on the one first that was left alone for longest, so that none is ever
 * held up by others. Safe when several do so at once.
 * @param until milliseconds since 1970: from then on no turn begins, but the one that gives a saga back
 * @returns how many turns were done
 */
export async function runDueSagas(until = Number.POSITIVE_INFINITY): Promise<number> {
  const due = (await unfinishedSagas()).filter(isDue)
  due.sort((one, other) => Date.parse(one.updatedAt) - Date.parse(other.updatedAt))
  const end = Math.min(now() + LONGEST_RUN, until)
  let turns = 0
  for (const { id } of due) {
    if (now() >= end) break
    turns += await runSaga(id, undefined, end)
  }
  return turns
}

function isDue({ lease, notBefore }: Saga): boolean {
  const time = nowIso()
  return (!lease || lease.until < time) && (!notBefore || notBefore <= time)
}

/**
 * Works on one saga until it ends, waits, fails or the time of one run is over.
 * @param turned for tests: called after every turn; what it throws ends the worker as a crash would
 * @param until as of runDueSagas
 * @returns how many turns were done; none when another worker has it
 */
export async function runSaga(
  id: string,
  turned: () => void = () => {},
  until = Number.POSITIVE_INFINITY,
): Promise<number> {
  const owner = randomUUID()
  const found = await getSaga(id)
  if (!found || !isUnfinished(found) || !isDue(found)) return 0
  let saga = await take(found, owner)
  const end = Math.min(now() + LONGEST_SLICE, until)
  let turns = 0
  try {
    while (saga && isUnfinished(saga) && saga.lease) {
      saga = await turn(saga, owner, now() >= end)
      turns++
      turned()
    }
  } catch (error) {
    if (!(error instanceof Taken)) throw error
  }
  return turns
}

async function take(saga: Saga, owner: string): Promise<Saga | undefined> {
  const lease = leaseOf(owner)
  try {
    await commit([takeSaga(saga, lease, () => new Taken())])
    return { ...saga, lease, version: saga.version + 1 }
  } catch (error) {
    if (error instanceof Taken) return undefined
    throw error
  }
}

const leaseOf = (owner: string) => ({ owner, until: new Date(now() + LEASE).toISOString() })

/** One turn, committed with its outcome. @param isLast gives the lease back whatever comes */
async function turn(saga: Saga, owner: string, isLast: boolean): Promise<Saga> {
  const kind = kindOf(saga.kind)
  const step = stepOf(kind, saga)
  try {
    return await untilSettled(async () => {
      const done = await workOf(saga, step)
      const after = keepLease(following(kind, saga, step, done), owner, isLast || done.wait !== undefined)
      await commit([...done.writes, advanceSaga(after, owner, () => new Taken())])
      return { ...after, version: after.version + 1 }
    })
  } catch (error) {
    if (error instanceof Taken) throw error
    return await fail(saga, step, owner, error)
  }
}

/** A saga that has just been started names no step yet: it begins with the first. */
export function stepOf(kind: SagaKind, saga: Saga): Step {
  const step = saga.step === "" ? kind.steps[0] : kind.steps.find(({ name }) => name === saga.step)
  if (!step) throw new Error(`The saga ${saga.kind} has no step ${saga.step}.`)
  return step
}

async function workOf(saga: Saga, step: Step): Promise<Turn> {
  if (saga.state === "running") return step.turn(saga, saga.cursor)
  return step.undo ? step.undo(saga, saga.cursor) : { writes: [] }
}

/** Where the saga stands after a turn: in the same step, the next one, the one before it, or at its end. */
function following(kind: SagaKind, saga: Saga, step: Step, { next, done = 0, data, wait }: Turn): Saga {
  const isUndoing = saga.state === "undoing"
  const at = kind.steps.indexOf(step) + (isUndoing ? -1 : 1)
  const other = next === undefined ? kind.steps[at] : step
  const ended = next === undefined && other === undefined
  const input = Object.entries(saga.input).filter(([name]) => !ended || !kind.forget?.includes(name))
  return {
    ...saga,
    cursor: next,
    step: other?.name ?? step.name,
    state: ended ? (isUndoing ? "failed" : "done") : saga.state,
    done: Math.max(0, saga.done + (isUndoing ? -done : done)),
    data: { ...saga.data, ...data },
    input: Object.fromEntries(input),
    attempts: 0,
    notBefore: wait === undefined ? undefined : new Date(now() + wait).toISOString(),
    ...(!isUndoing && { failure: undefined, fault: undefined }),
  }
}

function keepLease(saga: Saga, owner: string, isLast: boolean): Saga {
  return { ...saga, lease: leaseOf(owner), ...(isLast && isUnfinished(saga) && { lease: undefined }) }
}

/** A turn that failed is tried again later; for good, everything is taken back, unless there is no way back. */
async function fail(saga: Saga, step: Step, owner: string, error: unknown): Promise<Saga> {
  const attempts = saga.attempts + 1
  const isFinal = attempts >= MOST_ATTEMPTS || (isForumError(error) && !isForumError(error, "conflict"))
  const gaveUp = isFinal && saga.state === "running" && !step.noReturn
  const delay = gaveUp ? 0 : Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
  const after: Saga = {
    ...saga,
    step: step.name,
    ...(gaveUp ? { state: "undoing", attempts: 0, cursor: undefined } : { attempts }),
    ...(saga.state === "undoing" && saga.failure ? {} : failureOf(error)),
    notBefore: new Date(now() + delay).toISOString(),
    lease: undefined,
  }
  await commit([advanceSaga(after, owner, () => new Taken())])
  // What is no refusal is a bug or an outage: whoever runs the worker wants to see it.
  if (!isForumError(error)) console.error(`saga ${saga.kind} ${saga.id}, ${step.name}:`, error)
  return { ...after, version: after.version + 1 }
}

/** A refusal in the words that are meant for people; what anything else says is for the operator alone. */
function failureOf(error: unknown): Pick<Saga, "failure" | "fault"> {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_FAILURE)
  return isForumError(error)
    ? { failure: message, fault: undefined }
    : { failure: t("sagas.fault"), fault: message }
}
