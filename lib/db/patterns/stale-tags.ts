import { getMany } from "../batch.ts"
import { type StaleTag, StaleTags } from "../items/stale-tags.ts"
import { staleTagKey } from "../keys/stream.ts"

/** AP-54: since when pages with these tags are stale; what never was, or not for long, is left out. */
export async function findStaleTags(tags: readonly string[]): Promise<StaleTag[]> {
  return StaleTags.readAll(await getMany(tags.map(staleTagKey)))
}
