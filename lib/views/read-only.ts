/** Whether the forum is read only for the moment: for every page, the same for everybody. */
import { READ_ONLY } from "#lib/base/cache-tags.ts"
import { isBuilding } from "#lib/config.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { cached } from "#lib/web/cached.ts"

const load = cached(
  "read-only",
  () => [READ_ONLY],
  async () => (await freshSettings()).values["read-only"],
)

/** A page that says that something is wrong says it also while the table does not answer. */
export async function loadReadOnly(): Promise<boolean> {
  // A build has no table, and no forum yet.
  if (isBuilding()) return false
  try {
    return await load()
  } catch (error) {
    console.error(error)
    return false
  }
}
