/** What the index should hold: read from the items, and brought there. */
import { now } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findPost, getPost, postsFrom } from "#lib/db/patterns/posts.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import { putTask } from "#lib/db/writes/search.ts"
import { searchIndex } from "./current.ts"
import { type Entry, type Gone, SCOPES } from "./search-index.ts"
import { wordsFrom } from "./text.ts"

/** Posts of a topic that are indexed along with a change of it; of a longer one the rest is a task. */
export const AT_ONCE = 100

export type Scene = { topic: Topic; category: Category }

/** What changed: posts by id with their topic, topics, and which of them are no longer true as they were indexed. */
export type Stale = {
  posts: Map<string, { topic: string; replaces: boolean; left: boolean }>
  topics: Map<string, { forget: boolean }>
}

/** Reads all of it anew and brings the index to that. Whatever was read before is older by its stamp. */
export async function refresh({ posts, topics }: Stale): Promise<void> {
  const stamp = now()
  const forgotten = [...topics].filter(([, { forget }]) => forget).map(([id]) => id)
  await searchIndex().remove(everywhere("topic", forgotten, stamp))
  const scenes = await scenesOf([...topics.keys(), ...[...posts.values()].map(({ topic }) => topic)])
  const entries = new Map<string, Entry>()
  for (const id of topics.keys())
    for (const entry of await beginningOf(scenes.get(id), stamp)) entries.set(entry.post.post, entry)
  const single = [...posts].filter(([id]) => !entries.has(id))
  const read = await Promise.all(single.map(([id, place]) => readPost(id, place, scenes)))
  const gone: string[] = []
  for (const [i, found] of read.entries()) {
    const [id, { replaces, left }] = single[i]!
    const entry = found && entryOf(found.post, found.scene, replaces || left)
    if (entry) entries.set(id, entry)
    if (left || (!entry && replaces)) gone.push(id)
  }
  await searchIndex().remove(everywhere("post", gone, stamp))
  await searchIndex().put([...entries.values()], stamp)
}

/** Where a post was indexed is not known any more: in any of the scopes. */
function everywhere(kind: "post" | "topic", ids: readonly string[], stamp: number): Gone[] {
  return ids.flatMap((id) => SCOPES.map((scope) => ({ scope, kind, id, stamp })))
}

async function scenesOf(topics: readonly string[]): Promise<Map<string, Scene | undefined>> {
  const ids = [...new Set(topics)]
  const found = await Promise.all(ids.map((id) => findTopicAndCategory(id, { consistent: true })))
  return new Map(ids.map((id, i) => [id, found[i]]))
}

/** A post that left its topic may be in another one now. */
async function readPost(
  id: string,
  { topic, left }: { topic: string; left: boolean },
  scenes: ReadonlyMap<string, Scene | undefined>,
): Promise<{ post: Post; scene: Scene | undefined } | undefined> {
  const here = await getPost(topic, id, { consistent: true })
  if (here) return { post: here, scene: scenes.get(topic) }
  const elsewhere = left ? await findPost(id, { consistent: true }) : undefined
  if (!elsewhere) return undefined
  return { post: elsewhere, scene: await findTopicAndCategory(elsewhere.topic, { consistent: true }) }
}

/** How a post is to be found; undefined where it is not. */
export function entryOf(post: Post, scene: Scene | undefined, replaces: boolean): Entry | undefined {
  if (!scene || scene.topic.removed || post.removed) return undefined
  const { topic, category } = scene
  if (category.readers === "nobody") return undefined
  const isFirst = post.id === topic.firstPost
  return {
    scope: category.readers,
    replaces,
    post: {
      post: post.id,
      topic: topic.id,
      author: post.author.id,
      category: category.id,
      tags: topic.tags,
      ...(isFirst && { title: topic.title }),
      text: wordsFrom(post.html),
    },
  }
}

async function beginningOf(scene: Scene | undefined, stamp: number): Promise<Entry[]> {
  if (!scene || scene.topic.removed) return []
  const { id } = scene.topic
  const posts = await postsFrom(id, { limit: AT_ONCE + 1, consistent: true })
  const some = posts.slice(0, AT_ONCE)
  if (posts.length > AT_ONCE) await commit([putTask({ kind: "topic", id, after: some.at(-1)!.id, stamp })])
  return entriesOf(some, scene)
}

/** Those of its posts that are to be found. */
export function entriesOf(posts: readonly Post[], scene: Scene): Entry[] {
  return posts.flatMap((post) => entryOf(post, scene, false) ?? [])
}
