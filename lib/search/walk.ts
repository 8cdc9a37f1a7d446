/** All posts as they are to be found, some hundred at a time, from any place on. */
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { topicRows } from "#lib/db/patterns/figures.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { getTopic } from "#lib/db/patterns/topics.ts"
import type { Entry } from "./search-index.ts"
import { entryOf } from "./sources.ts"

const POSTS_AT_ONCE = 100
/** Posts (or topics, where they have none to be found) in one batch, and characters of their texts. */
const MOST_POSTS = 500
const MOST_TEXT = 1_000_000
/** What was read before then is read again: what an index forgets of things that went away, it forgets after minutes. */
const FRESH = MINUTE

/** What lies before it is done: topics of a category, and posts of a topic, in the order of their ids. */
export type At = { topic?: string; post?: string }

/** @param stamp milliseconds before anything of it was read · @param topics how many of them end in it */
export type Batch = { entries: Entry[]; stamp: number; at: At; topics: number }

type Scene = { category: Category; topics: Topic[]; stamp: number; isLast: boolean }

/**
 * What is in a category. Its readers, and what the rows say, are believed for a minute: whatever changes after the stamp
 * is told by the stream, and newer.
 */
export async function* postsOfCategory(id: string, from: At = {}): AsyncGenerator<Batch> {
  let at = from
  let batch: Batch = { entries: [], stamp: now(), at, topics: 0 }
  let size = 0
  for (let scene = await sceneAt(id, at); scene; scene = await sceneAt(id, at)) {
    if (batch.entries.length === 0) batch.stamp = scene.stamp
    const isOld = () => now() - scene!.stamp > FRESH
    for (const topic of scene.topics) {
      let isMore = true
      while (isMore && !isOld()) {
        const behind = at.topic === topic.id ? at.post : undefined
        const piece = topic.removed ? { posts: [], isMore: false } : await pieceOf(topic, behind)
        const entries = piece.posts.flatMap(
          (post) => entryOf(post, { topic, category: scene!.category }, false) ?? [],
        )
        isMore = piece.isMore
        at = isMore ? { topic: topic.id, post: piece.posts.at(-1)!.id } : { topic: topic.id }
        batch.entries.push(...entries)
        batch.at = at
        if (!isMore) batch.topics++
        size += entries.reduce((sum, { post }) => sum + post.text.length, 0)
        if (batch.entries.length < MOST_POSTS && size < MOST_TEXT && batch.topics < MOST_POSTS) continue
        yield batch
        batch = { entries: [], stamp: scene.stamp, at, topics: 0 }
        size = 0
      }
      if (isOld()) break
    }
    const last = scene.topics.at(-1)
    if (scene.isLast && (!last || (at.topic === last.id && at.post === undefined))) break
  }
  if (batch.topics > 0 || batch.entries.length > 0) yield batch
}

/** The category with its next topics, the one first that was begun; none where the category is gone. */
async function sceneAt(id: string, { topic, post }: At): Promise<Scene | undefined> {
  const stamp = now()
  const category = await findCategory(id, { consistent: true })
  if (!category) return undefined
  if (topic && post) {
    const begun = await getTopic(id, topic, { consistent: true })
    if (begun) return { category, topics: [begun], stamp, isLast: false }
  }
  const { topics, next } = await topicRows(id, topic)
  return { category, topics, stamp, isLast: next === undefined }
}

/** Posts behind one of them, which may have left the topic since. */
async function pieceOf(
  topic: Topic,
  behind: string | undefined,
): Promise<{ posts: Post[]; isMore: boolean }> {
  const found = await postsFrom(topic.id, { from: behind, limit: POSTS_AT_ONCE + 1, consistent: true })
  const posts = found.filter(({ id }) => id !== behind).slice(0, POSTS_AT_ONCE)
  return { posts, isMore: found.length > POSTS_AT_ONCE }
}
