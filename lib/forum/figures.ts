/** The figures of a topic, its posts and its category, brought up to date by changes that nobody has counted. */
import { ForumError } from "#lib/base/errors.ts"
import { commit, MAX_WRITES, type Write } from "#lib/db/commit.ts"
import type { Topic, Uncounted } from "#lib/db/items/topics.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { postIdsFrom } from "#lib/db/patterns/posts.ts"
import { stillUncounted } from "#lib/db/patterns/site.ts"
import { findTopic, getTopic } from "#lib/db/patterns/topics.ts"
import { Overtaken, retry } from "#lib/db/retry.ts"
import { countInCategory } from "#lib/db/writes/categories.ts"
import { addPostLikes } from "#lib/db/writes/posts.ts"
import { countInTopic, deleteUncounted } from "#lib/db/writes/topics.ts"
import { pageMarkWrites } from "./page-marks.ts"
import { rankTopic } from "./ranking.ts"

/** Leaves room in one transaction for the topic, its category and new page marks; more of those are split. */
export const MOST_AT_ONCE = 60

const overtaken = () => new Overtaken()

/**
 * Applies changes of one topic and deletes their markers, in one transaction. Changes that somebody else has
 * applied are left out. @throws ForumError conflict/busy
 */
export async function applyChanges(id: string, changes: Uncounted[]): Promise<void> {
  let left = changes
  await retry(
    async () => {
      const topic = await rowOf(id, left[0]!.category)
      if (!topic && (await hasPosts(id))) return undefined
      try {
        await applyTo(topic, left)
        return true
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error
        left = await stillUncounted(left)
        return left.length === 0 || undefined
      }
    },
    () => new ForumError("conflict", "busy"),
  )
}

async function rowOf(id: string, category: string): Promise<Topic | undefined> {
  return (await getTopic(category, id, { consistent: true })) ?? findTopic(id, { consistent: true })
}

/** A topic with posts is somewhere, even when the index that would say where is late. */
async function hasPosts(topic: string): Promise<boolean> {
  return (await postIdsFrom(topic, undefined, 1)).length > 0
}

async function applyTo(topic: Topic | undefined, changes: Uncounted[]): Promise<void> {
  const deletes = changes.map((change) => deleteUncounted(change, overtaken))
  // A topic that was erased has nothing left to count.
  if (!topic) return commit(deletes)
  const after = figuresAfter(topic, changes)
  const marks = await pageMarkWrites(topic, changes, after.postCount)
  const writes = [
    ...topicWrites(topic, changes, after),
    ...(await categoryWrites(topic, changes, after.lastPostAt)),
    ...deletes,
  ]
  if (writes.length > MAX_WRITES) return halves(topic, changes)
  // Where pages start follows from the posts alone, so marks that do not fit may be written before.
  const room = MAX_WRITES - writes.length
  if (marks.length > room) for (const mark of marks) await commit([mark])
  await commit([...writes, ...(marks.length > room ? [] : marks)])
  await rankTopic({ ...topic, ...after })
}

async function halves(topic: Topic, changes: Uncounted[]): Promise<void> {
  const middle = Math.ceil(changes.length / 2)
  await applyChanges(topic.id, changes.slice(0, middle))
  await applyChanges(topic.id, changes.slice(middle))
}

type Figures = Pick<Topic, "postCount" | "lastPostAt" | "lastPost" | "likeCount">

function figuresAfter(topic: Topic, changes: Uncounted[]): Figures {
  const inTopic = changes.filter((change) => change.inTopic)
  const last = { ...topic.lastPost, createdAt: topic.lastPostAt }
  const posts = inTopic.flatMap((change) => change.post ?? [])
  const newest = posts.reduce((newer, post) => (post.id > newer.id ? post : newer), last)
  return {
    postCount: topic.postCount + inTopic.reduce((sum, change) => sum + change.posts, 0),
    likeCount: topic.likeCount + changes.reduce((sum, change) => sum + (change.like?.by ?? 0), 0),
    lastPostAt: newest.createdAt,
    lastPost: { id: newest.id, author: newest.author },
  }
}

function topicWrites(topic: Topic, changes: Uncounted[], after: Figures): Write[] {
  const likes = new Map<string, number>()
  for (const { like } of changes) if (like) likes.set(like.post, (likes.get(like.post) ?? 0) + like.by)
  const counted = { ...after, likes: after.likeCount - topic.likeCount }
  const isCounted = counted.likes !== 0 || after.postCount !== topic.postCount
  return [
    ...(isCounted ? [countInTopic(topic, counted, overtaken)] : []),
    ...[...likes]
      .filter(([, by]) => by !== 0)
      .map(([post, by]) => addPostLikes(topic.id, post, by, overtaken)),
  ]
}

/** A removed topic counts in no category; when it is restored, it brings its posts along. */
async function categoryWrites(topic: Topic, changes: Uncounted[], lastPostAt: string): Promise<Write[]> {
  const sums = new Map<string, { topics: number; posts: number; isNews: boolean }>()
  for (const change of changes) {
    if (change.like || (change.inTopic && topic.removed)) continue
    const category = change.inTopic ? topic.category : change.category
    const sum = sums.get(category) ?? { topics: 0, posts: 0, isNews: false }
    sum.topics += change.topics
    sum.posts += change.posts
    sum.isNews ||= change.post !== undefined
    sums.set(category, sum)
  }
  const categories = await findCategories([...sums.keys()], { consistent: true })
  return categories.map((category) => {
    const { isNews, ...sum } = sums.get(category.id)!
    const isNewer = isNews && lastPostAt > (category.lastPostAt ?? "")
    return countInCategory(category.id, { ...sum, ...(isNewer && { lastPostAt }) }, overtaken)
  })
}
