/** Backups of the forum on one machine, by themselves: each a process of its own, which the launcher starts when it is time. */
import { MINUTE, now, SECOND } from "#lib/base/clock.ts"
import { isBackupDue } from "#lib/keeping/backup-state.ts"
import { startChild } from "./child.ts"
import { say } from "./refusal.ts"
import type { Running } from "./supervise.ts"

export type Backups = { stop(): void }

const ARGS = ["--max-semi-space-size=4", "lib/cli/forum.ts", "backup"]

/** Looks every minute whether one is due. It says itself what became of it. */
export function keepBackups({
  every = MINUTE,
  start = () => startChild(ARGS, SECOND),
}: {
  every?: number
  start?: () => Running
} = {}): Backups {
  const since = now()
  let running: Running | undefined
  const timer = setInterval(() => {
    if (running || !isBackupDue(since)) return
    running = start()
    running.exited
      .catch((error) => say(`The backup could not be started: ${error}`))
      .finally(() => {
        running = undefined
      })
  }, every)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      running?.kill()
    },
  }
}
