/** The one source of time and chance, so that tests can set both. */

let read: () => number = Date.now
let throwDice: () => number = Math.random

/** Milliseconds since 1970, UTC. */
export function now(): number {
  return read()
}

/** The present as ISO 8601 in UTC with milliseconds, as every `createdAt` is kept. */
export function nowIso(): string {
  return new Date(now()).toISOString()
}

/** Epoch seconds, as the table's TTL attribute wants them, `ms` from now. */
export function epochSecondsIn(ms: number): number {
  return Math.floor((now() + ms) / 1000)
}

/** For tests: sets the clock, or gives it back to the system when called without a function. */
export function setClock(clock?: () => number): void {
  read = clock ?? Date.now
}

/** A number from 0 up to 1, for what is left to chance. */
export function chance(): number {
  return throwDice()
}

/** For tests: sets chance, or gives it back to the system when called without a function. */
export function setChance(dice?: () => number): void {
  throwDice = dice ?? Math.random
}

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Waits `ms` milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

/** Waits `ms` milliseconds, or until `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener("abort", end)
      done()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener("abort", end)
  })
}
