/** How far what follows from writes is behind them, and when that is worth a line in the log. */
import { MINUTE, now, SECOND } from "#lib/base/clock.ts"

const WORTH_TELLING = 5 * SECOND
const CAUGHT_UP = SECOND
const TOLD_EVERY = MINUTE / 2

export class Lag {
  #log: (line: string) => void
  /** Everything written before then has been applied. */
  #appliedUntil = 0
  /** Before then nothing of what is being applied now was written. */
  #writtenSince: number | undefined
  #last = 0
  #toldAt: number | undefined

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** Milliseconds: of what is being applied now, else of what was applied at last. */
  get ms(): number {
    return this.#writtenSince === undefined ? this.#last : Math.max(0, now() - this.#writtenSince)
  }

  /** @param at when the first of them was written; the embedded engine tells it to the second only */
  begin(at: string): void {
    this.#writtenSince = Math.max(Date.parse(at), this.#appliedUntil)
    if (this.ms >= WORTH_TELLING) this.#tell()
  }

  /** All that was read is applied. @param until when it was asked for, if that was all there was */
  end(until: number | undefined): void {
    const isIdle = this.#writtenSince === undefined
    this.#last = isIdle && this.#last >= CAUGHT_UP ? 0 : this.ms
    this.#writtenSince = undefined
    this.#appliedUntil = until ?? this.#appliedUntil
    if (this.#toldAt === undefined || this.#last >= CAUGHT_UP) return
    this.#toldAt = undefined
    this.#log("What follows from changes has caught up with them.")
  }

  #tell(): void {
    if (this.#toldAt !== undefined && now() - this.#toldAt < TOLD_EVERY) return
    this.#toldAt = now()
    this.#log(
      `What follows from changes (counts, notifications, search) is ${inWords(this.ms)} behind, and catches up.`,
    )
  }
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / SECOND)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
