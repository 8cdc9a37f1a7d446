/**
 * What a saga is: work of more writes than one transaction holds, as named steps of bounded turns. A turn's writes
 * are committed together with the place from which the next turn goes on, so each turn happens exactly once, wherever
 * a worker dies and however many work at the same time.
 */
import type { Write } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"

/** Writes and reads of one turn: bounded, so that a turn is quick and its transaction small. */
export const WRITES_A_TURN = 25
export const KEYS_A_TURN = 100
/** Of what is written, before and after: a transaction holds 4 MB, and a post up to 400 kB, twice. */
export const BYTES_A_TURN = 1_000_000

export type Turn = {
  /** At most WRITES_A_TURN. */
  writes: Write[]
  /** Where the next turn of this step begins; absent when the step is done. */
  next?: unknown
  /** How many things this turn did, for whoever watches. */
  done?: number
  /** What later steps need to know; added to what is remembered. */
  data?: Record<string, unknown>
  /** Milliseconds to let pass before the next turn, say until requests under way have ended. */
  wait?: number
}

export type Work = (saga: Saga, cursor: unknown) => Promise<Turn>

export type Step = {
  name: string
  /** What whoever watches reads while it is under way: "Moving the posts". */
  says(): string
  turn: Work
  /** Takes the step back, turn by turn, when a later one (or this one, halfway) fails for good. */
  undo?: Work
  /** From here on there is no way back: what fails is tried again for ever, less and less often. */
  noReturn?: true
}

export type SagaKind = {
  kind: string
  /** For the operator and who started it: "Merge “Tar” into “Which tar?”". */
  title(saga: Saga): string
  steps: readonly [Step, ...Step[]]
  /** What it must not go on knowing when it has ended, say an address. */
  forget?: readonly string[]
}

/** Ends a step at once. */
export const NOTHING: Turn = { writes: [] }
