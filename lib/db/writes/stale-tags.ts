import { putMany } from "../batch.ts"
import { type StaleTag, StaleTags } from "../items/stale-tags.ts"

/** Says since when these are stale. No condition: of two who say so at once, either time is as good. */
export async function putStaleTags(tags: readonly StaleTag[]): Promise<void> {
  await putMany(tags.map((tag) => StaleTags.encode(tag)))
}
