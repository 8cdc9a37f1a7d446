/** What became of the last backups: data/backups.json, for the next one, the log and GET /api/health. */
import { readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { HOUR, now } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"

const BackupState = z.object({
  /** The last one that is whole and was restored for a test: when it was begun, its file. */
  good: z.object({ at: z.string(), file: z.string(), digest: z.string(), bytes: z.number() }).optional(),
  /** The last try, where it failed: when, and why. */
  failed: z.object({ at: z.string(), reason: z.string() }).optional(),
})
export type BackupState = z.output<typeof BackupState>

export type BackupHealth = {
  last?: string
  /** The last try failed, or none was made when two should have been. */
  failing?: true
}

const fileOfState = (): string => join(config().data, "backups.json")

/** What is written down; nothing where there was no backup, or the file cannot be read. */
export function backupState(): BackupState {
  try {
    return BackupState.parse(JSON.parse(readFileSync(fileOfState(), "utf8")))
  } catch {
    return {}
  }
}

/** Replaces it in one step. */
export function noteBackup(state: BackupState): void {
  const file = fileOfState()
  writeFileSync(`${file}.new`, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Without reasons, which name folders: they are in the log. Undefined where none is made or was ever made. */
export function backupHealth(): BackupHealth | undefined {
  const { good, failed } = backupState()
  if (!good && !failed) return undefined
  const { every } = config().backups
  const isLate = good !== undefined && every > 0 && Date.parse(good.at) + 2 * every + HOUR < now()
  return { ...(good && { last: good.at }), ...((failed || isLate) && { failing: true }) }
}

/** The first one is made when a forum has been there for so long; after a failure it is tried again as soon. */
const AFTER = HOUR

/** @param since when the forum was started, in milliseconds since 1970 */
export function isBackupDue(since: number): boolean {
  const { every } = config().backups
  if (every === 0) return false
  const { good, failed } = backupState()
  const last = good ? Date.parse(good.at) + every : since + AFTER
  const again = failed ? Date.parse(failed.at) + AFTER : 0
  return now() >= Math.max(last, again)
}
