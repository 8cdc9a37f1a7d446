/** Posts that arrive in a topic which was merged into another one: whoever wrote them had read it before. They follow. */
import { mintId, timeOf } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { MERGING } from "#lib/forum/merging.ts"
import { newSaga } from "#lib/forum/sagas.ts"
import { images, type Projection } from "./contract.ts"

class Started extends Error {}

export const strays: Projection = {
  name: "strays",
  entities: ["Post"],
  async apply(changes) {
    for (const change of changes) {
      const { before, after } = images(Posts, change)
      if (!before && after && !after.movedFrom) await gather(after)
    }
  },
}

async function gather(post: Post): Promise<void> {
  const topic = await findTopic(post.topic, { consistent: true })
  const into = topic?.merged && (await lastOf(topic))
  if (!topic?.merged || !into) return
  const input = { from: topic.id, to: into.id, title: topic.title, into: into.title, as: topic.merged.saga }
  // One saga a post, however often its change comes.
  const saga = newSaga(MERGING, input, { id: mintId(timeOf(post.id), `stray ${post.id}`), total: 1 })
  const [put] = putSaga(saga)
  try {
    await commit([{ ...put!, refusal: () => new Started() }])
  } catch (error) {
    if (!(error instanceof Started)) throw error
  }
}

/** A topic may have been merged into one that was merged later. */
async function lastOf(topic: Topic, hops = 0): Promise<Topic | undefined> {
  if (!topic.merged || hops > 10) return topic.merged ? undefined : topic
  const next = await findTopic(topic.merged.into, { consistent: true })
  return next && lastOf(next, hops + 1)
}
