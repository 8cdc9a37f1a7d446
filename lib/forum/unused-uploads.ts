/** Pictures that no post shows, and no draft or held text names, go away by themselves. */
import { now, nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Upload } from "#lib/db/items/uploads.ts"
import { allDrafts } from "#lib/db/patterns/drafts.ts"
import { unusedUploads } from "#lib/db/patterns/uploads.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { deferUpload, deleteUpload, keepUpload } from "#lib/db/writes/uploads.ts"
import { uploadsNamedIn } from "#lib/uploads/address.ts"
import { UNUSED_FOR, uploadsInHeld } from "./uploads.ts"

const AT_ONCE = 25

/** Deletes what was uploaded, or left the last post that showed it, so long ago. @param until begins nothing more from then on @returns how many */
export async function deleteUnusedUploads(until = Number.POSITIVE_INFINITY): Promise<number> {
  const before = new Date(now() - UNUSED_FOR).toISOString()
  let deleted = 0
  const named = namedInDrafts()
  while (now() < until) {
    const found = await unusedUploads(before, AT_ONCE)
    let settled = 0
    for (const one of found) {
      const isNamed = !one.uses && (await named(one))
      if (!(await settle(one, isNamed))) continue
      settled++
      if (!one.uses && !isNamed) deleted++
    }
    // What the index still shows, or others are changing, is looked at the next time.
    if (found.length < AT_ONCE || settled === 0) break
  }
  return deleted
}

/** Tells whether a draft or a held text of its owner names an upload; those of each member are read once. */
function namedInDrafts(): (upload: Upload) => Promise<boolean> {
  const known = new Map<string, Promise<Set<string>>>()
  return async ({ owner, id }) => {
    if (!known.has(owner)) known.set(owner, uploadsInDraftsOf(owner))
    return (await known.get(owner)!).has(id)
  }
}

async function uploadsInDraftsOf(member: string): Promise<Set<string>> {
  const texts = (await allDrafts(member)).flatMap(({ fields }) => fields.body ?? [])
  const held = await uploadsInHeld(member)
  return new Set([...held, ...texts.flatMap(uploadsNamedIn).map(({ id }) => id)])
}

/** @returns whether it was still as it was read */
async function settle(upload: Upload, isNamed: boolean): Promise<boolean> {
  const unless = isNamed ? [deferUpload(upload, nowIso())] : deleteUpload(upload, { unused: true })
  try {
    await commit(upload.uses ? [keepUpload(upload)] : unless)
    return true
  } catch (error) {
    if (error instanceof Overtaken) return false
    throw error
  }
}
