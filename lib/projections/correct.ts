/** Putting a counted figure right while its source is written to, however much: docs/adr/0110. */
import type { Change } from "#lib/db/change.ts"
import type { Write } from "#lib/db/commit.ts"
import { commit } from "#lib/db/commit.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { isThrough, throughAlso } from "#lib/db/through.ts"
import { type Source, untilApplied } from "./fences.ts"
import { Window } from "./window.ts"

/** Figures by name; what is absent is 0. */
export type Sums = Record<string, number>

/** What has the figures: what it says, up to where in the stream, and how it was last put right. */
export type Figure = { sums: Sums; appliedThrough?: string; corrected?: string }

/** What one item of the source adds, as it is. */
export type Part = { sort: string; adds: Sums }

export type Correction<F extends Figure> = Source & {
  /** The figure, consistently; undefined where there is none to put right. */
  find(): Promise<F | undefined>
  /** All items of the source in the order of their sort keys, a piece at a time, each read when it is asked for. */
  walk(): AsyncIterable<Part[]>
  /** What an item of the source adds by itself, before and after a change; nothing for items of other kinds. */
  adds(change: Change): { before?: Sums; after?: Sums } | undefined
  /** What the projection adds to the figure when it comes to that change. */
  step(change: Change): Sums
  /**
   * Adds that to the figure; throws Overtaken where it was put right by somebody else since, or lies elsewhere.
   * @param since where there was no figure: what was told up to there is in it
   */
  write(figure: F, missing: Sums, since: string): Write[]
}

/** So often somebody else may have put it right, or moved it, in the meantime: each time there was less to do. */
const MOST_TURNS = 20

/**
 * Puts a figure right that is counted from the changes of one partition. That anything is wrong does not change while
 * the stream is applied: every change adds the same to what is written and to what is true. So the difference is
 * measured at one place in the stream, and added whenever it is known.
 * @returns whether it was wrong
 */
export async function correct<F extends Figure>(correction: Correction<F>): Promise<boolean> {
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    if (await looksRight(correction)) return false
    const found = await missingIn(correction)
    if (!found) return false
    try {
      await commit(correction.write(found.figure, found.missing, found.since))
      return true
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new Error(`What follows from ${correction.partition} is put right by somebody else all the time.`)
}

/** Most figures are right, and nothing is on the way to them: then counting is enough. */
async function looksRight<F extends Figure>({ find, walk }: Correction<F>): Promise<boolean> {
  const figure = await find()
  if (!figure) return true
  const counted: Sums = {}
  for await (const piece of walk()) for (const { adds } of piece) add(counted, adds)
  return isNothing(difference(counted, figure.sums))
}

/** What the figure lacks, whatever is on the way to it. */
async function missingIn<F extends Figure>(
  correction: Correction<F>,
): Promise<{ figure: F; missing: Sums; since: string } | undefined> {
  const window = await Window.open(correction.partition)
  try {
    const start = await untilApplied(correction)
    const before = await window.upTo(start)
    const figure = await correction.find()
    if (!figure) return undefined
    const end = before.findIndex((change) => change.entityType === "Fence" && change.after?.id === start)
    const isCounted = countedIn(figure, before, end)
    const { sum, changes } = await countUpToNow(correction, window)
    const coming: Sums = {}
    for (const change of [...before, ...changes]) if (!isCounted(change)) add(coming, correction.step(change))
    const missing = difference(difference(sum, coming), figure.sums)
    return isNothing(missing) ? undefined : { figure, missing, since: throughAlso(undefined, [before[end]!]) }
  } finally {
    await window.close()
  }
}

/** Whether the figure holds a change. What a shard told before the fence was applied, or will not come any more. */
function countedIn(figure: Figure, before: Change[], end: number): (change: Change) => boolean {
  const { shard } = before[end]!
  const old = new Set(before.slice(0, end).filter((change) => change.shard === shard))
  return (change) => old.has(change) || isThrough(figure.appliedThrough, change)
}

/**
 * Counts the source as it is at one place in the stream. Each piece is read between two places; of items that changed
 * between them, the stream tells what they are at the second one; what changes later in pieces that were counted is
 * added.
 * @returns the sum, and all changes up to that place
 */
async function countUpToNow<F extends Figure>(
  correction: Correction<F>,
  window: Window,
): Promise<{ sum: Sums; changes: Change[] }> {
  const sum: Sums = {}
  const all: Change[] = []
  let counted = ""
  /** What lies behind the piece: after the last one, whatever came there while it was read. */
  let behind = new Map<string, Sums>()
  const count = async (piece: Part[], end: string | undefined): Promise<void> => {
    const states = new Map(piece.map(({ sort, adds }) => [sort, adds]))
    behind = new Map()
    const changes = await window.upToNow()
    for (const change of changes) {
      const adds = correction.adds(change)
      if (!adds) continue
      const { SK } = change.key
      if (SK <= counted) add(sum, difference(adds.after ?? {}, adds.before ?? {}))
      else (end === undefined || SK <= end ? states : behind).set(SK, adds.after ?? {})
      all.push(change)
    }
    for (const adds of states.values()) add(sum, adds)
    if (end !== undefined) counted = end
  }
  for await (const piece of correction.walk()) await count(piece, piece.at(-1)!.sort)
  await count(
    [...behind].map(([sort, adds]) => ({ sort, adds })),
    undefined,
  )
  return { sum, changes: all }
}

function add(sum: Sums, by: Sums): void {
  for (const [name, n] of Object.entries(by)) sum[name] = (sum[name] ?? 0) + n
}

function difference(one: Sums, other: Sums): Sums {
  const left = { ...one }
  for (const [name, n] of Object.entries(other)) left[name] = (left[name] ?? 0) - n
  return left
}

function isNothing(sums: Sums): boolean {
  return Object.values(sums).every((n) => n === 0)
}
