/** The figures of a topic, its posts and its category, brought up to date by changes that nobody has counted. */
import { ForumError } from "#lib/base/errors.ts"
import { commit, MAX_WRITES, type Write } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic, Uncounted } from "#lib/db/items/topics.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { postIdsFrom } from "#lib/db/patterns/posts.ts"
import { stillUncounted } from "#lib/db/patterns/site.ts"
import { findTopicAndCategory, getTopicAndCategory, getTopicsAndCategories } from "#lib/db/patterns/topics.ts"
import { Overtaken, retry } from "#lib/db/retry.ts"
import { countInCategory } from "#lib/db/writes/categories.ts"
import { addPostLikes } from "#lib/db/writes/posts.ts"
import { countInTopic, deleteUncounted } from "#lib/db/writes/topics.ts"
import { pageMarkWrites } from "./page-marks.ts"
import type { Risen } from "./ranking.ts"

/** Leaves room in one transaction: a change is at most three writes (its marker, its topic, its post). */
export const MOST_AT_ONCE = 30

const overtaken = () => new Overtaken()

type Scene = { topic: Topic; category: Category }

/**
 * Applies changes of any topics and deletes their markers, in one transaction. Where somebody else counts in
 * one of them just now, each topic goes by itself, so that none waits for another.
 * @returns the topics before and after, to be ranked by the caller @throws ForumError conflict/busy
 */
export async function applyChanges(changes: Uncounted[]): Promise<Risen[]> {
  const byTopic = Map.groupBy(changes, (change) => change.topic)
  const together = byTopic.size > 1 ? await applyTogether(changes) : undefined
  if (together) return together
  const counted = await Promise.allSettled([...byTopic].map(([id, some]) => applyToTopic(id, some)))
  return counted.flatMap((one) => {
    if (one.status === "rejected") throw one.reason
    return one.value
  })
}

/** @returns undefined when it could not: a topic is not where its changes say, or somebody came in between */
async function applyTogether(changes: Uncounted[]): Promise<Risen[] | undefined> {
  const first = new Map(changes.map((change) => [change.topic, change.category]))
  const scenes = await getTopicsAndCategories([...first].map(([id, category]) => ({ id, category })))
  if (scenes.length < first.size) return undefined
  try {
    return await applyTo(scenes, changes)
  } catch (error) {
    if (error instanceof Overtaken) return undefined
    throw error
  }
}

/** Changes that somebody else has applied meanwhile are left out. */
async function applyToTopic(id: string, changes: Uncounted[]): Promise<Risen[]> {
  let left = changes
  return retry(
    async () => {
      const scene = await sceneOf(id, left[0]!.category)
      if (!scene && (await hasPosts(id))) return undefined
      try {
        return await applyTo(scene ? [scene] : [], left)
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error
        left = await stillUncounted(left)
        return left.length === 0 ? [] : undefined
      }
    },
    () => new ForumError("conflict", "busy"),
  )
}

async function sceneOf(id: string, category: string): Promise<Scene | undefined> {
  const consistent = true
  return (await getTopicAndCategory(category, id, { consistent })) ?? findTopicAndCategory(id, { consistent })
}

/** A topic with posts is somewhere, even when the index that would say where is late. */
async function hasPosts(topic: string): Promise<boolean> {
  return (await postIdsFrom(topic, undefined, 1)).length > 0
}

/** A topic that was erased has no scene, and nothing left to count. */
async function applyTo(scenes: Scene[], changes: Uncounted[]): Promise<Risen[]> {
  const counted = scenes.map(({ topic }) => {
    const own = changes.filter((change) => change.topic === topic.id)
    return { topic, own, after: figuresAfter(topic, own) }
  })
  const marks = await Promise.all(
    counted.map(({ topic, own, after }) => pageMarkWrites(topic, own, after.postCount)),
  )
  const writes = [
    ...counted.flatMap(({ topic, own, after }) => topicWrites(topic, own, after)),
    ...(await categoryWrites(scenes, changes)),
    ...changes.map((change) => deleteUncounted(change, overtaken)),
  ]
  // Where pages start follows from the posts alone, so marks that do not fit may be written before.
  const fits = writes.length + marks.flat().length <= MAX_WRITES
  if (!fits) for (const mark of marks.flat()) await commit([mark])
  await commit([...writes, ...(fits ? marks.flat() : [])])
  return counted.map(({ topic, after }) => ({ before: topic, after: { ...topic, ...after } }))
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
async function categoryWrites(scenes: Scene[], changes: Uncounted[]): Promise<Write[]> {
  const sums = new Map<string, { topics: number; posts: number; lastPostAt?: string }>()
  for (const { topic } of scenes) {
    for (const change of changes.filter((one) => one.topic === topic.id)) {
      if (change.like || (change.inTopic && topic.removed)) continue
      const category = change.inTopic ? topic.category : change.category
      const sum = sums.get(category) ?? { topics: 0, posts: 0 }
      sum.topics += change.topics
      sum.posts += change.posts
      const at = change.post?.createdAt
      if (at && at > (sum.lastPostAt ?? "")) sum.lastPostAt = at
      sums.set(category, sum)
    }
  }
  const known = new Map(scenes.map(({ category }) => [category.id, category]))
  const others = [...sums.keys()].filter((id) => !known.has(id))
  for (const other of await findCategories(others, { consistent: true })) known.set(other.id, other)
  return [...sums].flatMap(([id, { lastPostAt, ...sum }]) => {
    const category = known.get(id)
    const isNewer = lastPostAt && lastPostAt > (category?.lastPostAt ?? "")
    // A category that was deleted counts nothing any more.
    return category ? [countInCategory(id, { ...sum, ...(isNewer && { lastPostAt }) }, overtaken)] : []
  })
}
