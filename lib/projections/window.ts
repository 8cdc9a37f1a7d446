/** The changes of one partition between two places in the stream, for who counts while others write. */
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { Fences } from "#lib/db/items/statistics.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { openStream, openStreamNow, type StreamReader } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { deleteFence, putFence } from "#lib/db/writes/statistics.ts"
import type { Change } from "./contract.ts"

/** The stream has told nothing at all for so long. How long it takes to read what is there says nothing. */
const LONGEST_SILENCE = 30 * SECOND
/**
 * Of one's own engine a read costs a millisecond. Amazon answers five reads a second of a shard, whoever asks, of which
 * its consumer takes four; what is refused is asked for again, later.
 */
const OWN = { every: SECOND / 100, windows: 8 }
const AMAZON = { every: SECOND / 2, windows: 1 }
/** A partition of Amazon's may be told by several shards, and the fence by one: the others have so long to follow. */
const OTHERS_FOLLOW = SECOND

/** No projection has this name: fences of a window are passed by nobody. */
const NOBODY = "window"

const isOwn = (): boolean => table().options.endpoint !== undefined
const pace = () => (isOwn() ? OWN : AMAZON)

/** How many are open in this process, and who waits for one to be closed. */
let open = 0
const waiting: (() => void)[] = []

async function takeTurn(): Promise<void> {
  if (open >= pace().windows) return new Promise((itsTurn) => waiting.push(itsTurn))
  open++
}

/** Whoever has waited longest has it from now on. */
function giveTurn(): void {
  const next = waiting.shift()
  if (next) next()
  else open--
}

/**
 * A look at the stream of one's own, beside that of who applies it. It begins with what the worker may not have applied.
 * Where a Lambda applies it nobody has written down how far: it begins now, and a fence that is put from now on tells
 * when all that came before is applied.
 */
export class Window {
  readonly #reader: StreamReader
  readonly #partition: string
  readonly #id = newId()
  #places = 0
  #hasBegun = false

  private constructor(reader: StreamReader, partition: string) {
    this.#reader = reader
    this.#partition = partition
  }

  /** Few are open at once: waits for its turn. */
  static async open(partition: string): Promise<Window> {
    await takeTurn()
    try {
      const position = (await findCheckpoint())?.position
      return new Window(position ? await openStream(position) : await openStreamNow(), partition)
    } catch (error) {
      giveTurn()
      throw error
    }
  }

  /** What came in the partition since the last call, up to a place that lies after all that was written before now. */
  async upToNow(): Promise<Change[]> {
    // A put that changes nothing is no change.
    const n = ++this.#places
    await commit([putFence({ partition: this.#partition, id: this.#id, by: NOBODY, n })])
    return this.#until(this.#id)
  }

  /** The same up to a fence that somebody else has put. @returns the fence's own change last */
  async upTo(fence: string): Promise<Change[]> {
    return this.#until(fence)
  }

  async close(): Promise<void> {
    this.#reader.close()
    giveTurn()
    // Should that fail, it is gone after an hour.
    await commit([deleteFence(this.#partition, this.#id)])
  }

  async #until(fence: string): Promise<Change[]> {
    const found: Change[] = []
    const askedAt = now()
    for (let heardAt = askedAt; ; ) {
      const { changes, isFull, isMissing } = await this.#reader.read()
      // What is gone when it begins does not come to the projections either.
      if (isMissing && this.#hasBegun)
        throw new Error("The table's stream has forgotten what was to be counted: run this again.")
      this.#hasBegun = true
      found.push(...changes.filter(({ key }) => key.PK === this.#partition))
      const passed = found.some((change) => isFence(change, fence))
      if (passed && (isOwn() || now() - askedAt > OTHERS_FOLLOW)) return found
      if (changes.length > 0) heardAt = now()
      if (now() - heardAt > LONGEST_SILENCE)
        throw new Error("The table's stream does not tell what is written: try again in a while.")
      if (!isFull) await sleep(pace().every)
    }
  }
}

function isFence({ entityType, after }: Change, id: string): boolean {
  return entityType === "Fence" && after !== undefined && Fences.decode(after).id === id
}
