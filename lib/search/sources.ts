/** What the index should hold: read from the items, and brought there. */
import { now } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { SearchTask } from "#lib/db/items/search.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { findPost, getPost, postsFrom } from "#lib/db/patterns/posts.ts"
import { searchTasks } from "#lib/db/patterns/search.ts"
import { findTopicAndCategory, topicsByCreation } from "#lib/db/patterns/topics.ts"
import { advanceTask, deleteTask, IsNewer, putTask } from "#lib/db/writes/search.ts"
import { searchIndex } from "./current.ts"
import { type Entry, type Gone, SCOPES } from "./search-index.ts"
import { wordsFrom } from "./text.ts"

/** Posts of a topic that are indexed along with a change of it; of a longer one the rest is a task. */
const AT_ONCE = 100
const TASKS_AT_ONCE = 5
/** Posts in one step of a rebuild, and characters of their texts. */
const REBUILT_AT_ONCE = 500
const REBUILT_TEXT = 1_000_000

type Scene = { topic: Topic; category: Category }

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

function entriesOf(posts: readonly Post[], scene: Scene): Entry[] {
  return posts.flatMap((post) => entryOf(post, scene, false) ?? [])
}

/** A category whose readers are others now: all that is in it. */
export async function refreshCategory(id: string): Promise<void> {
  await commit([putTask({ kind: "category", id, stamp: now() })])
}

/** Goes on with what is too long for a batch. @returns whether there was something */
export async function continueTasks(): Promise<boolean> {
  const tasks = await searchTasks(TASKS_AT_ONCE)
  for (const task of tasks) {
    const progress = task.kind === "topic" ? await continueTopic(task) : await continueCategory(task)
    try {
      await commit([progress ? advanceTask(task, progress) : deleteTask(task)])
    } catch (error) {
      // It was asked for again meanwhile: that one begins anew.
      if (!(error instanceof IsNewer)) throw error
    }
  }
  return tasks.length > 0
}

let isBuilt = false

const TOO_LONG =
  "The search has no index yet, or one by older rules, and to build it takes longer than there is time here. Build it: npm run forum -- rebuild search"

/**
 * What has to be done again and again for the search: what was too long for a batch, and the index itself. One step of
 * each by turns: what is indexed never piles up. From `until` on it begins with nothing more.
 */
export async function keepSearchUp(until = Number.POSITIVE_INFINITY): Promise<void> {
  const goOn = (): void => {
    if (now() >= until) throw new Error(TOO_LONG)
  }
  const index = searchIndex()
  while (now() < until && (await continueTasks())) await index.keepUp()
  await index.keepUp()
  isBuilt ||= await index.isBuilt()
  if (!isBuilt) await index.rebuild(keepingUp(everything(goOn)))
}

/** What people write while the index is made anew goes into the old one, which is kept small as ever. */
async function* keepingUp<T>(steps: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const step of steps) {
    yield step
    await searchIndex().keepUp()
  }
}

type Progress = Pick<SearchTask, "after" | "topics">

async function continueTopic({ id, after }: SearchTask): Promise<Progress | undefined> {
  const stamp = now()
  const scene = await findTopicAndCategory(id, { consistent: true })
  if (!scene || scene.topic.removed) return undefined
  const posts = await postsFrom(id, { from: after, limit: AT_ONCE + 1, consistent: true })
  const some = after ? posts.slice(1) : posts
  await searchIndex().put(entriesOf(some, scene), stamp)
  return posts.length > AT_ONCE ? { after: posts.at(-1)!.id } : undefined
}

/** Topics newest first, to where they belong now; when all are there, at once away from where they were. */
async function continueCategory({
  id,
  after,
  stamp,
  topics: before = 0,
}: SearchTask): Promise<Progress | undefined> {
  const cursor = after && {
    direction: "older" as const,
    from: { time: new Date(0).toISOString(), id: after },
  }
  const page = await topicsByCreation(id, cursor || undefined)
  await refresh({
    posts: new Map(),
    topics: new Map(page.items.map((topic) => [topic.id, { forget: false }])),
  })
  const topics = before + page.items.length
  if (page.older && page.older.direction !== "oldest") return { after: page.older.from.id, topics }
  const category = await findCategory(id, { consistent: true })
  const others = SCOPES.filter((scope) => scope !== category?.readers)
  await searchIndex().remove(others.map((scope) => ({ scope, kind: "category", id, stamp, topics })))
}

/** Every post of the forum, some hundred at a time. @param progress called with the number of posts so far */
export async function* everything(
  progress: (posts: number) => void,
): AsyncGenerator<{ entries: Entry[]; stamp: number }> {
  let count = 0
  let [batch, size]: [Entry[], number] = [[], 0]
  let stamp = now()
  for (const { id } of await listCategories()) {
    const category = await findCategory(id, { consistent: true })
    if (!category) continue
    for await (const topic of topicsOf(id))
      for (let after: string | undefined; ; ) {
        const posts = await postsFrom(topic.id, { from: after, limit: AT_ONCE + 1, consistent: true })
        const entries = entriesOf(after ? posts.slice(1) : posts, { topic, category })
        batch.push(...entries)
        size += entries.reduce((sum, { post }) => sum + post.text.length, 0)
        if (batch.length >= REBUILT_AT_ONCE || size >= REBUILT_TEXT) {
          count += batch.length
          yield { entries: batch, stamp }
          progress(count)
          ;[batch, size] = [[], 0]
          stamp = now()
        }
        if (posts.length <= AT_ONCE) break
        after = posts.at(-1)!.id
      }
  }
  if (batch.length > 0) yield { entries: batch, stamp }
  progress(count + batch.length)
}

async function* topicsOf(category: string): AsyncGenerator<Topic> {
  for (let page = await topicsByCreation(category); ; page = await topicsByCreation(category, page.older)) {
    yield* page.items
    if (!page.older) return
  }
}
