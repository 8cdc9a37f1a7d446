/** Runs the duties, each in a loop of its own: one that fails, or takes long, holds up no other. */
import { pause, SECOND } from "#lib/base/clock.ts"
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

async function repeat(
  { name, every, run }: Duty,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await run()
    } catch (error) {
      log(
        `${name} failed, and is tried again in ${every / SECOND} s: ${error instanceof Error ? error.stack : error}`,
      )
    }
    await pause(every, signal)
  }
}
