/** Pictures that no post shows go away by themselves. */
import { now } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Upload } from "#lib/db/items/uploads.ts"
import { unusedUploads } from "#lib/db/patterns/uploads.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { deleteUpload, keepUpload } from "#lib/db/writes/uploads.ts"
import { UNUSED_FOR } from "./uploads.ts"

const AT_ONCE = 25

/** Deletes what was uploaded, or left the last post that showed it, so long ago. @param until begins nothing more from then on @returns how many */
export async function deleteUnusedUploads(until = Number.POSITIVE_INFINITY): Promise<number> {
  const before = new Date(now() - UNUSED_FOR).toISOString()
  let deleted = 0
  while (now() < until) {
    const found = await unusedUploads(before, AT_ONCE)
    let settled = 0
    for (const one of found) {
      if (!(await settle(one))) continue
      settled++
      if (!one.uses) deleted++
    }
    // What the index still shows, or others are changing, is looked at the next time.
    if (found.length < AT_ONCE || settled === 0) break
  }
  return deleted
}

/** @returns whether it was still as it was read */
async function settle(upload: Upload): Promise<boolean> {
  try {
    await commit(upload.uses ? [keepUpload(upload)] : deleteUpload(upload, { unused: true }))
    return true
  } catch (error) {
    if (error instanceof Overtaken) return false
    throw error
  }
}
