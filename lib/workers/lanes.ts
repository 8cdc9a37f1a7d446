/**
 * Each projection takes changes in a lane of its own: one that is slow, or waits for something, holds up no other.
 * How far the stream is applied is how far the slowest came.
 */
import { now, sleep } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { CHECKPOINT } from "#lib/db/items/stream.ts"
import type { Position } from "#lib/db/stream.ts"
import type { Projection } from "#lib/projections/contract.ts"

/** What was read at once, until every lane is through with it. */
type Read = {
  position: Position
  size: number
  /** Before then nothing of it was written. */
  since: number
  isForeign: boolean
  lanesLeft: number
}
type Lane = {
  projection: Projection
  waiting: { changes: Change[]; read: Read }[]
  isBusy: boolean
  /** How many batches of a rush it took, one after the other. */
  rushes: number
}

/** What came meanwhile is applied together: the busier, the cheaper. */
const MOST_AT_ONCE = 2_000

/**
 * Milliseconds: a lane that has worked rests as long as it worked, and no longer than this. What comes meanwhile is
 * applied together, and half of the machine is left to those who wait for an answer.
 */
const LONGEST_REST = 250

/**
 * So many at once are a rush: the lane then waits half a second for more, because most of what they need is asked for once
 * for all of them (docs/adr/0381); half a second longer after each such batch, as long as the rush lasts, to a second and a
 * half. Not where as much as that waits already, or waiting would save nothing.
 */
const RUSH = 40
const REST_IN_RUSH = 500
const LONGEST_IN_RUSH = 1_500
const ENOUGH = 2_000

/** Applies changes of one projection. @returns false when it was told to stop before it had */
export type Give = (projection: Projection, changes: Change[]) => Promise<boolean>

export class Lanes {
  #lanes: Lane[]
  #give: Give
  /** Oldest first. */
  #reads: Read[] = []
  #applied: Position | undefined
  #steps = 0
  #size = 0
  #lastLag = 0

  constructor(projections: readonly Projection[], give: Give) {
    this.#lanes = projections.map((projection) => ({ projection, waiting: [], isBusy: false, rushes: 0 }))
    this.#give = give
  }

  /** How far all of them came; undefined before the first step. */
  get applied(): Position | undefined {
    return this.#applied
  }

  /** Grows with every step that is worth writing down: those that only the checkpoint itself caused are not. */
  get steps(): number {
    return this.#steps
  }

  /** How many changes are not through all lanes. */
  get size(): number {
    return this.#size
  }

  /** Milliseconds from writing to having applied: of the oldest that is not applied, else of what was applied last. */
  get lagMs(): number {
    const oldest = this.#reads.find(({ size }) => size > 0)
    return oldest ? Math.max(0, now() - oldest.since) : this.#lastLag
  }

  /** Nothing has come: a lag of long ago is over. */
  rest(): void {
    if (this.#reads.length === 0 && this.#lastLag > 1_000) this.#lastLag = 0
  }

  push(changes: Change[], position: Position, since: number): void {
    const isForeign = changes.some(({ entityType }) => entityType !== CHECKPOINT)
    const read: Read = { position, size: changes.length, since, isForeign, lanesLeft: 0 }
    this.#reads.push(read)
    this.#size += read.size
    for (const lane of this.#lanes) {
      const concerned = changes.filter(({ entityType }) => lane.projection.entities.includes(entityType))
      if (concerned.length === 0) continue
      read.lanesLeft++
      lane.waiting.push({ changes: concerned, read })
      if (!lane.isBusy) void this.#work(lane)
    }
    this.#advance()
  }

  async #work(lane: Lane): Promise<void> {
    lane.isBusy = true
    while (lane.waiting.length > 0) {
      const some = takeFrom(lane)
      const changes = some.flatMap((one) => one.changes)
      const start = performance.now()
      // Whoever stops leaves the rest to the next worker: the stream was not applied any further.
      if (!(await this.#give(lane.projection, changes))) return
      for (const { read } of some) read.lanesLeft--
      this.#advance()
      await sleep(restAfter(lane, changes.length, performance.now() - start))
    }
    lane.isBusy = false
  }

  #advance(): void {
    for (let [oldest] = this.#reads; oldest?.lanesLeft === 0; [oldest] = this.#reads) {
      this.#reads.shift()
      this.#applied = oldest.position
      this.#size -= oldest.size
      if (oldest.size > 0) this.#lastLag = Math.max(0, now() - oldest.since)
      if (oldest.isForeign) this.#steps++
    }
  }
}

function restAfter(lane: Lane, size: number, worked: number): number {
  const left = lane.waiting.reduce((sum, { changes }) => sum + changes.length, 0)
  const isRush = size >= RUSH && left < ENOUGH && !lane.projection.prompt
  lane.rushes = isRush ? lane.rushes + 1 : 0
  return isRush ? Math.min(lane.rushes * REST_IN_RUSH, LONGEST_IN_RUSH) : Math.min(worked, LONGEST_REST)
}

function takeFrom({ waiting }: Lane): Lane["waiting"] {
  let [count, size] = [0, 0]
  while (count < waiting.length && (count === 0 || size + waiting[count]!.changes.length <= MOST_AT_ONCE))
    size += waiting[count++]!.changes.length
  return waiting.splice(0, count)
}
