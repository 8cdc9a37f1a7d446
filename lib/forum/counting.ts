/**
 * What topic and category say of their posts: how many, which last, where pages start. Interim: right after
 * the write, until a projection of the stream does it; nothing else counts.
 *
 * Each write leaves an "uncounted" item in its own transaction. This applies them, many at once, in a
 * transaction that deletes them: counted exactly once, also when the process dies anywhere in between.
 */
import { ForumError, isForumError } from "#lib/base/errors.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit, MAX_WRITES, type Write } from "#lib/db/commit.ts"
import type { Topic, Uncounted } from "#lib/db/items/topics.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { POSTS_PER_PAGE, pageMark, postIdsFrom } from "#lib/db/patterns/posts.ts"
import { listUncounted, stillUncounted } from "#lib/db/patterns/site.ts"
import { findTopic, getTopic } from "#lib/db/patterns/topics.ts"
import { retry } from "#lib/db/retry.ts"
import { countInCategory } from "#lib/db/writes/categories.ts"
import { putPageMark } from "#lib/db/writes/posts.ts"
import { countInTopic, deleteUncounted } from "#lib/db/writes/topics.ts"
import { rankTopic } from "./ranking.ts"

/** Leaves room in one transaction for the topic, three categories and eight page marks. */
const MOST_AT_ONCE = MAX_WRITES - 20

type Waiting = { changes: Uncounted[]; done: Promise<void> }

const running = new Map<string, Promise<void>>()
const waiting = new Map<string, Waiting>()

/** Counts a committed change, together with others of its topic that come meanwhile. Resolves when counted. */
export function count(change: Uncounted): Promise<void> {
  const next = waiting.get(change.topic)
  if (next) {
    next.changes.push(change)
    return next.done
  }
  const changes = [change]
  const done = (running.get(change.topic) ?? Promise.resolve())
    .catch(() => {})
    .then(() => {
      waiting.delete(change.topic)
      const run = applyAll(change.topic, changes).finally(() => {
        if (running.get(change.topic) === run) running.delete(change.topic)
      })
      running.set(change.topic, run)
      return run
    })
  waiting.set(change.topic, { changes, done })
  return done
}

/** Counts what a process that died had left. Safe at any time, also twice at once. @returns how many */
export async function countLeftovers(): Promise<number> {
  let counted = 0
  for (;;) {
    const left = await listUncounted()
    if (left.length === 0) return counted
    for (const [topic, changes] of Map.groupBy(left, (change) => change.topic)) await applyAll(topic, changes)
    counted += left.length
  }
}

async function applyAll(topic: string, changes: Uncounted[]): Promise<void> {
  for (const some of chunks(changes, MOST_AT_ONCE)) await applySome(topic, some)
}

/** Somebody else counted at the same time: look again. */
class Overtaken extends Error {}

async function applySome(id: string, changes: Uncounted[]): Promise<void> {
  let left = changes
  await retry(
    async () => {
      const topic =
        (await getTopic(left[0]!.category, id, { consistent: true })) ??
        (await findTopic(id, { consistent: true }))
      const deletes = left.map((one) => deleteUncounted(one, () => new Overtaken()))
      try {
        // A topic that was erased meanwhile has nothing left to count.
        await commit(topic ? [...(await writesFor(topic, left)), ...deletes] : deletes)
        if (topic) await rankTopic({ ...topic, postCount: topic.postCount + postsOf(left) })
        return true
      } catch (error) {
        if (!(error instanceof Overtaken) && !isForumError(error, "conflict")) throw error
        left = await stillUncounted(left)
        return left.length === 0 || undefined
      }
    },
    () => new ForumError("conflict", "busy"),
  )
}

async function writesFor(topic: Topic, changes: Uncounted[]): Promise<Write[]> {
  const posts = postsOf(changes)
  const newest = changes
    .flatMap((change) => change.post ?? [])
    .reduce((last, post) => (post.id > last.id ? post : last), {
      ...topic.lastPost,
      createdAt: topic.lastPostAt,
    })
  const counted = {
    postCount: topic.postCount + posts,
    lastPostAt: newest.createdAt,
    lastPost: { id: newest.id, author: newest.author },
  }
  const marks = posts > 0 ? await newPageMarks(topic, counted.postCount) : []
  return [
    ...(posts !== 0 ? [countInTopic(topic, counted, () => new Overtaken())] : []),
    ...marks,
    ...(await categoryWrites(topic, changes, counted.lastPostAt)),
  ]
}

function postsOf(changes: Uncounted[]): number {
  return changes.filter((change) => change.inTopic).reduce((sum, change) => sum + change.posts, 0)
}

/** A removed topic counts in no category; when it is restored, it brings its posts along. */
async function categoryWrites(topic: Topic, changes: Uncounted[], lastPostAt: string): Promise<Write[]> {
  const sums = new Map<string, { topics: number; posts: number; isNews: boolean }>()
  for (const change of changes) {
    if (change.inTopic && topic.removed) continue
    const category = change.inTopic ? topic.category : change.category
    const sum = sums.get(category) ?? { topics: 0, posts: 0, isNews: false }
    sum.topics += change.topics
    sum.posts += change.posts
    sum.isNews ||= change.post !== undefined
    sums.set(category, sum)
  }
  const categories = await findCategories([...sums.keys()])
  return categories.map((category) => {
    const { isNews, ...sum } = sums.get(category.id)!
    const isNewer = isNews && lastPostAt > (category.lastPostAt ?? "")
    return countInCategory(category.id, { ...sum, ...(isNewer && { lastPostAt }) })
  })
}

/** The marks of pages that begin between the old and the new count. */
async function newPageMarks(topic: Topic, newCount: number): Promise<Write[]> {
  const firstNew = Math.ceil(topic.postCount / POSTS_PER_PAGE) + 1
  const lastNew = Math.ceil(newCount / POSTS_PER_PAGE)
  if (lastNew < firstNew) return []
  const before = firstNew > 2 ? await pageMark(topic.id, firstNew - 1) : undefined
  const ids = await postIdsFrom(topic.id, before?.post, (lastNew - firstNew + 2) * POSTS_PER_PAGE)
  const marks: Write[] = []
  for (let page = firstNew; page <= lastNew; page++) {
    const post = ids[(page - firstNew + 1) * POSTS_PER_PAGE]
    if (post) marks.push(...putPageMark({ topic: topic.id, page, post }))
  }
  return marks
}
