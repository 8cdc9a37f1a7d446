/** What goes on behind the pages, for administrators: how far the stream is, what could not be applied, what takes long. */
import { inspect } from "node:util"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import type { DeadLetter } from "#lib/db/items/stream.ts"
import { listBuilds } from "#lib/db/patterns/builds.ts"
import { failedSagas, unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import {
  changeOfDeadLetter,
  findCheckpoint,
  findDeadLetter,
  listDeadLetters,
} from "#lib/db/patterns/stream.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { LetterId } from "#lib/projections/dead-letters.ts"
import { findKind } from "#lib/sagas/registered.ts"
import { type Stream, streamOf } from "#lib/web/health.ts"

export type LetterRow = Pick<
  DeadLetter,
  "id" | "projection" | "reason" | "changed" | "changedAt" | "attempts"
> & {
  /** What changed: its key. */
  item: string
}

export type WorkRow = {
  id: string
  title: string
  startedAt: string
  state: Saga["state"]
  /** What is being done now, and which of how many steps that is. */
  says: string
  step: number
  steps: number
  done: number
  total?: number
  /** When it goes on, where it waits. */
  goesOnAt?: string
  isBeingDone: boolean
  attempts: number
  /** What went wrong the last time, or why it was taken back. */
  failure?: string
}

export type MachineView = {
  /** Absent where nothing was ever applied. */
  stream?: Stream
  /** Read models that are being made, how far, and why that fails. */
  making: { name: string; startedAt: string; done?: string; failure?: string }[]
  letters: LetterRow[]
  /** Where the list goes on. */
  next?: string
  isFirst: boolean
  works: WorkRow[]
  failed: WorkRow[]
}

/**
 * @param asked the dead letter behind which the list goes on; what is none is not asked for
 * @throws ForumError unauthenticated, forbidden
 */
export async function loadMachine(actor: Actor, asked?: string): Promise<MachineView> {
  authorize(actor, "forum.administer", {})
  const after = LetterId.safeParse(asked).data
  const [checkpoint, builds, { items, next }, works, failed] = await Promise.all([
    findCheckpoint(),
    listBuilds(),
    listDeadLetters(after),
    unfinishedSagas(),
    failedSagas(),
  ])
  return {
    ...(checkpoint && { stream: streamOf(checkpoint) }),
    making: builds
      .filter(({ state }) => state === "building")
      .map(({ name, startedAt, done, failure }) => ({ name, startedAt, done, failure })),
    letters: items.map(letterRow),
    next,
    isFirst: after === undefined,
    works: works.map(workRow),
    failed: failed.map(workRow),
  }
}

function letterRow({ id, projection, reason, changed, changedAt, attempts, item }: DeadLetter): LetterRow {
  return { id, projection, reason, changed, changedAt, attempts, item: `${item.PK} ${item.SK}` }
}

/** What a newer version began, before this one was put back, has a name and no more. */
function workRow(saga: Saga): WorkRow {
  const kind = findKind(saga.kind)
  const step = kind?.steps.find(({ name }) => name === (saga.step || kind.steps[0].name))
  const { id, startedAt, state, done, total, attempts, notBefore, lease, failure, fault = failure } = saga
  return {
    ...{ id, startedAt, state, done, total, attempts, failure: fault },
    title: kind?.title(saga) ?? saga.kind,
    says: step?.says() ?? saga.step,
    step: kind && step ? kind.steps.indexOf(step) + 1 : 0,
    steps: kind?.steps.length ?? 0,
    ...(isUnfinished(saga) && notBefore && !lease && { goesOnAt: notBefore }),
    isBeingDone: lease !== undefined,
  }
}

export type LetterView = LetterRow & {
  /** The change itself, for who can read it. */
  payload: string
}

/** One dead letter with what it holds; undefined where there is none. @throws ForumError unauthenticated, forbidden */
export async function loadDeadLetter(actor: Actor, id: string): Promise<LetterView | undefined> {
  authorize(actor, "forum.administer", {})
  const letter = LetterId.safeParse(id).success ? await findDeadLetter(id) : undefined
  const change = letter && (await changeOfDeadLetter(letter))
  if (!letter || !change) return undefined
  return { ...letterRow(letter), payload: inspect(change, { depth: null, maxStringLength: LONGEST_TEXT }) }
}

/** Of one text in a change: more is told by the post itself. */
const LONGEST_TEXT = 4_000
