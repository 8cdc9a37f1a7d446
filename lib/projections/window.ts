/** The changes of one partition between two places in the stream, for who counts while others write. */
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { Fences } from "#lib/db/items/statistics.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { openStream, type StreamReader } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { deleteFence, putFence } from "#lib/db/writes/statistics.ts"
import type { Change } from "./contract.ts"

const LONGEST_SILENCE = 30 * SECOND
/** Of one's own engine a read costs a millisecond; Amazon's stream follows its table after a moment. */
const READ_EVERY = { own: SECOND / 100, amazon: SECOND / 5 }
/** A partition of Amazon's may be told by several shards, and the fence by one: the others have so long to follow. */
const OTHERS_FOLLOW = SECOND

/** No projection has this name: fences of a window are passed by nobody. */
const NOBODY = "window"

/** A look at the stream of one's own, beside the worker's. It begins with what the worker may not have applied. */
export class Window {
  readonly #reader: StreamReader
  readonly #partition: string
  readonly #id = newId()
  #places = 0

  private constructor(reader: StreamReader, partition: string) {
    this.#reader = reader
    this.#partition = partition
  }

  static async open(partition: string): Promise<Window> {
    return new Window(await openStream((await findCheckpoint())?.position), partition)
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
    await commit([deleteFence(this.#partition, this.#id)])
  }

  async #until(fence: string): Promise<Change[]> {
    const isOwn = table().options.endpoint !== undefined
    const found: Change[] = []
    const askedAt = now()
    for (;;) {
      const { changes } = await this.#reader.read()
      found.push(...changes.filter(({ key }) => key.PK === this.#partition))
      const passed = found.some((change) => isFence(change, fence))
      if (passed && (isOwn || now() - askedAt > OTHERS_FOLLOW)) return found
      if (now() - askedAt > LONGEST_SILENCE)
        throw new Error("The table's stream does not tell what is written: try again in a while.")
      if (!passed) await sleep(isOwn ? READ_EVERY.own : READ_EVERY.amazon)
    }
  }
}

function isFence({ entityType, after }: Change, id: string): boolean {
  return entityType === "Fence" && after !== undefined && Fences.decode(after).id === id
}
