/** When it is worth a line in the log how far what follows from writes is behind them. */
import { MINUTE, now, SECOND } from "#lib/base/clock.ts"

const WORTH_TELLING = 5 * SECOND
const CAUGHT_UP = SECOND
const TOLD_EVERY = MINUTE / 2

/** To be told how far it is behind, as often as one likes; says what is worth it. */
export function lagTeller(log: (line: string) => void): (ms: number) => void {
  let toldAt: number | undefined
  return (ms) => {
    if (ms >= WORTH_TELLING && now() - (toldAt ?? 0) >= TOLD_EVERY) {
      toldAt = now()
      log(
        `What follows from changes (counts, notifications, search) is ${inWords(ms)} behind, and catches up.`,
      )
    }
    if (toldAt === undefined || ms >= CAUGHT_UP) return
    toldAt = undefined
    log("What follows from changes has caught up with them.")
  }
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / SECOND)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
