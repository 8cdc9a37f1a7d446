/**
 * One worker follows the stream at a time: who holds the lease. It stands in the same item as how far the stream was
 * applied, and everything written there is written on the condition that the lease is one's own.
 */
import { hostname } from "node:os"
import { now, nowIso, SECOND } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Checkpoint } from "#lib/db/items/stream.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import type { Position } from "#lib/db/stream.ts"
import { NotMine, putCheckpoint, takeStream } from "#lib/db/writes/stream.ts"

/** A worker that has not been heard of for so long has lost the stream to whoever asks. */
const LENGTH = 15 * SECOND

/** Those of this process that are held or were: of the same process id, and yet not those of a dead one. */
const ours = new Set<string>()

export class Lease {
  readonly id: string
  #position: Position | undefined
  #lost = false

  private constructor(id: string, position: Position | undefined) {
    this.id = id
    this.#position = position
  }

  /** Takes the stream over from nobody, from who has died, or from who has not been heard of; else tells who has it. */
  static async take(): Promise<Lease | { heldBy: Checkpoint["worker"] }> {
    const before = await findCheckpoint()
    if (before && before.leaseUntil > now() && !hasDied(before.worker)) return { heldBy: before.worker }
    const lease = new Lease(newId(), before?.position)
    ours.add(lease.id)
    try {
      await commit([takeStream(lease.#checkpoint(before?.lagMs ?? 0), before)])
      return lease
    } catch (error) {
      ours.delete(lease.id)
      if (!(error instanceof NotMine)) throw error
      return { heldBy: (await findCheckpoint())?.worker ?? { id: "", host: "", pid: 0 } }
    }
  }

  /** How far the stream was applied when it was last written down. */
  get position(): Position | undefined {
    return this.#position
  }

  /** Whether somebody else has the stream by now. */
  get isLost(): boolean {
    return this.#lost
  }

  /** Writes down how far one has come, and holds the stream for longer. */
  async save(position: Position | undefined, lagMs: number): Promise<void> {
    if (this.#lost) return
    this.#position = position ?? this.#position
    await this.#write(this.#checkpoint(lagMs))
  }

  /** The same for the last time: the next one may begin at once. */
  async release(position: Position | undefined, lagMs: number): Promise<void> {
    ours.delete(this.id)
    if (this.#lost) return
    this.#position = position ?? this.#position
    await this.#write({ ...this.#checkpoint(lagMs), leaseUntil: 0 })
  }

  async #write(checkpoint: Checkpoint): Promise<void> {
    try {
      await commit([putCheckpoint(checkpoint)])
    } catch (error) {
      if (!(error instanceof NotMine)) throw error
      this.#lost = true
    }
  }

  #checkpoint(lagMs: number): Checkpoint {
    return {
      worker: { id: this.id, host: hostname(), pid: process.pid },
      leaseUntil: now() + LENGTH,
      ...(this.#position && { position: this.#position }),
      lagMs: Math.round(lagMs),
      updatedAt: nowIso(),
    }
  }
}

/** Only of this machine's processes it is known: a worker that was killed is followed at once. */
function hasDied({ id, host, pid }: Checkpoint["worker"]): boolean {
  if (host !== hostname()) return false
  if (pid === process.pid) return !ours.has(id)
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"
  }
}
