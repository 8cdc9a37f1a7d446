/** Runs the duties, each in a loop of its own: one that fails, or takes long, holds up no other. */
import { MINUTE, now, pause, SECOND } from "#lib/base/clock.ts"
import { DUTIES, type Duty } from "./duties.ts"

/** A duty under way gets so long to end; it is safe to be killed anywhere. */
const DRAIN = 5 * SECOND

/** Starts all of them. `stop` begins no other run, and waits a little for those under way. */
export function startDuties(
  log: (line: string) => void,
  duties: readonly Duty[] = DUTIES,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loops = duties.map((duty) => repeat(duty, stopping.signal, log))
  return {
    async stop() {
      stopping.abort()
      let patience: NodeJS.Timeout | undefined
      const tooLong = new Promise<void>((done) => {
        patience = setTimeout(done, DRAIN)
      })
      await Promise.race([Promise.all(loops), tooLong])
      clearTimeout(patience)
    },
  }
}

/** The same failure, again and again, is told once in so long. */
const TOLD_EVERY = 5 * MINUTE

async function repeat(
  { name, every, run }: Duty,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<void> {
  let told = { what: "", at: 0 }
  while (!signal.aborted) {
    try {
      await run()
      told = { what: "", at: 0 }
    } catch (error) {
      const what = String(error)
      if (what !== told.what || now() - told.at >= TOLD_EVERY) {
        told = { what, at: now() }
        log(`${name} failed, and is tried again every ${every / SECOND} s: ${stackOf(error)}`)
      }
    }
    await pause(every, signal)
  }
}

function stackOf(error: unknown): unknown {
  return error instanceof Error ? error.stack : error
}
