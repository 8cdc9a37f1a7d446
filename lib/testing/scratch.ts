/** Where a run of tests or measurements keeps its data. */
import { mkdtempSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** As much as a whole run writes, several times over. */
const ROOM = 2 ** 31
const MEMORY = "/dev/shm"

/**
 * A folder of one's own for what nobody keeps: in memory where there is room, because a disk lets each write of a table
 * wait for it. Whoever makes it removes it.
 */
export function scratch(name: string): string {
  return mkdtempSync(join(isRoomy(MEMORY) ? MEMORY : tmpdir(), `stoa-${name}-`))
}

/** In many containers it is far too small. */
function isRoomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > ROOM
  } catch {
    return false
  }
}
