/** One forum per data folder: a lock that the operating system lets go of however the process ends. */
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { Refusal } from "./refusal.ts"

export type Lock = { release(): void }

/**
 * Takes the folder's lock, or gives undefined where another process has it. SQLite's file lock is used
 * because it cannot go stale: neither a kill -9 nor a reused process id matters. @throws Refusal
 */
export function takeLock(folder: string): Lock | undefined {
  const file = join(folder, "lock")
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    database.exec("BEGIN EXCLUSIVE")
    return { release: () => database?.close() }
  } catch (error) {
    database?.close()
    if (isBusy(error)) return undefined
    throw new Refusal(
      `The lock of the data folder, ${file}, cannot be taken (${(error as Error).message}): delete that file if no forum runs on the folder, and see that the disk is not full.`,
    )
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY
}

const SQLITE_BUSY = 5
