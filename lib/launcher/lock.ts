/** One forum per data folder: a lock that the operating system lets go of however the process ends. */
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

export type Lock = { release(): void }

/**
 * Takes the folder's lock, or gives undefined where another process has it. SQLite's file lock is used
 * because it cannot go stale: neither a kill -9 nor a reused process id matters.
 */
export function takeLock(folder: string): Lock | undefined {
  const database = new DatabaseSync(join(folder, "lock"), { timeout: 0 })
  try {
    database.exec("BEGIN EXCLUSIVE")
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
  return { release: () => database.close() }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY
}

const SQLITE_BUSY = 5
