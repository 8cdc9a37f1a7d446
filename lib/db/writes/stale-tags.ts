import { chunks } from "../batch.ts"
import { commit, IS_NEW, type Write } from "../commit.ts"
import { type StaleTag, StaleTags } from "../items/stale-tags.ts"

/** Each is a request of its own, as a batch knows no conditions. */
const AT_ONCE = 25

/** Somebody has said so of a later time, which holds for all that was made before. */
class SaidSince extends Error {}

/** Says since when these are stale. Of two who say so at once the later time stays, whoever is written last. */
export async function putStaleTags(tags: readonly StaleTag[]): Promise<void> {
  for (const some of chunks([...tags], AT_ONCE)) await Promise.all(some.map(putStaleTag))
}

async function putStaleTag(tag: StaleTag): Promise<void> {
  const put: Write = {
    kind: "put",
    repeatable: true,
    item: StaleTags.encode(tag),
    condition: `${IS_NEW} OR #at < :at`,
    names: { "#at": "at" },
    values: { ":at": tag.at },
    refusal: () => new SaidSince(),
  }
  try {
    await commit([put])
  } catch (error) {
    if (!(error instanceof SaidSince)) throw error
  }
}
