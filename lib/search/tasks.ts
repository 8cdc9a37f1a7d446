/** What has to be indexed anew and is too long for a batch: long topics, and categories whose readers are others now. */
import { now } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { SearchTask } from "#lib/db/items/search.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { searchTasks } from "#lib/db/patterns/search.ts"
import { findTopicAndCategory } from "#lib/db/patterns/topics.ts"
import { advanceTask, deleteTask, IsNewer, putTask } from "#lib/db/writes/search.ts"
import { searchIndex } from "./current.ts"
import { SCOPES } from "./search-index.ts"
import { AT_ONCE, entriesOf } from "./sources.ts"
import { type Batch, postsOfCategory } from "./walk.ts"

const TASKS_AT_ONCE = 5

/** A category whose readers are others now: all that is in it. */
export async function refreshCategory(id: string): Promise<void> {
  await commit([putTask({ kind: "category", id, stamp: now() })])
}

/**
 * What has to be done again and again for the search. One step of the tasks and one of the index by turns: what is
 * indexed never piles up. From `until` on it begins with nothing more.
 */
export async function keepSearchUp(until = Number.POSITIVE_INFINITY): Promise<void> {
  const index = searchIndex()
  while (now() < until && (await continueTasks(until))) await index.keepUp(until)
  if (now() < until) await index.keepUp(until)
}

/** Goes on with some of them, a step each. @returns whether there was something */
async function continueTasks(until: number): Promise<boolean> {
  const tasks = await searchTasks(TASKS_AT_ONCE)
  for (const task of tasks) {
    if (now() >= until) break
    const goOn = task.kind === "topic" ? continueTopic : continueCategory
    const progress = await goOn(task, until)
    try {
      await commit([progress ? advanceTask(task, progress) : deleteTask(task)])
    } catch (error) {
      // It was asked for again meanwhile: that one begins anew.
      if (!(error instanceof IsNewer)) throw error
    }
  }
  return tasks.length > 0
}

type Progress = Pick<SearchTask, "after" | "post" | "topics">

async function continueTopic({ id, after }: SearchTask, until: number): Promise<Progress | undefined> {
  const stamp = now()
  const scene = await findTopicAndCategory(id, { consistent: true })
  if (!scene || scene.topic.removed) return undefined
  const posts = await postsFrom(id, { from: after, limit: AT_ONCE + 1, consistent: true })
  // The last one of before may have left the topic since.
  const some = posts.filter((post) => post.id !== after).slice(0, AT_ONCE)
  await searchIndex().put(entriesOf(some, scene), stamp, until)
  return posts.length > AT_ONCE ? { after: some.at(-1)!.id } : undefined
}

/** Topics with all their posts to where they belong now; when all are there, at once away from where they were. */
async function continueCategory(
  { id, after, post, stamp, topics: before = 0 }: SearchTask,
  until: number,
): Promise<Progress | undefined> {
  const batch = await nextOf(postsOfCategory(id, { topic: after, post }))
  if (batch) {
    const { entries, at, topics } = batch
    await searchIndex().put(entries, batch.stamp, until)
    return { after: at.topic, post: at.post, topics: before + topics }
  }
  const category = await findCategory(id, { consistent: true })
  const others = SCOPES.filter((scope) => scope !== category?.readers)
  await searchIndex().remove(others.map((scope) => ({ scope, kind: "category", id, stamp, topics: before })))
}

async function nextOf(batches: AsyncGenerator<Batch>): Promise<Batch | undefined> {
  for await (const batch of batches) return batch
}
