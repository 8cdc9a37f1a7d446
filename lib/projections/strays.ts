/** Posts that arrive in a topic which was merged into another one: whoever wrote them had read it before. They follow. */
import { mintId, timeOf } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTopic, findTopics } from "#lib/db/patterns/topics.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { FOLLOWING } from "#lib/forum/merging.ts"
import { newSaga } from "#lib/forum/sagas.ts"
import { images, type Projection } from "./contract.ts"

class Started extends Error {}

export const strays: Projection = {
  name: "strays",
  entities: ["Post"],
  async apply(changes) {
    const came = changes.filter(({ before }) => !before).map((change) => images(Posts, change).after!)
    const topics = await findTopics([...new Set(came.map(({ topic }) => topic))], { consistent: true })
    const merged = new Map(topics.flatMap((topic) => (topic.merged ? [[topic.id, topic]] : [])))
    for (const post of came) {
      const topic = merged.get(post.topic)
      if (topic) await gather(post, topic)
    }
  },
}

/** One merge at a time: where that topic was merged as well, the post arrives there, and follows again. */
async function gather(post: Post, topic: Topic): Promise<void> {
  if (!topic.merged || (post.movedFrom && !(await cameLate(post, post.movedFrom)))) return
  const into = await findTopic(topic.merged.into, { consistent: true })
  if (!into) return
  const { saga: merge } = topic.merged
  const input = { from: topic.id, to: into.id, title: topic.title, into: into.title, merge }
  // One saga for each post and merge, however often its change comes.
  const id = mintId(timeOf(post.id), `stray ${post.id} ${merge}`)
  const [put] = putSaga(newSaga(FOLLOWING, input, { id, total: 1 }))
  try {
    await commit([{ ...put!, refusal: () => new Started() }])
  } catch (error) {
    if (!(error instanceof Started)) throw error
  }
}

/** Whether it was written when the topic from which it came was closed: others are brought by the merges themselves. */
async function cameLate(post: Post, from: string): Promise<boolean> {
  const topic = await findTopic(from, { consistent: true })
  return topic?.merged !== undefined && topic.removed !== undefined && topic.removed.at < post.createdAt
}
