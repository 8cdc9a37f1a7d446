/** Counts a category anew from its items, and says how its rows differ from that. For tests and the crash check. */
import { chunks } from "#lib/db/batch.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { Topics } from "#lib/db/items/topics.ts"
import { all } from "#lib/db/keys/key.ts"
import { PREFIX } from "#lib/db/keys/prefixes.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { countReactions } from "#lib/db/patterns/figures.ts"
import { POSTS_PER_PAGE, pageMark, pageOfPost, postsFrom } from "#lib/db/patterns/posts.ts"
import { queryAll } from "#lib/db/query.ts"

/** @returns one line for each figure that is wrong; none when all are right */
export async function wrongFigures(categoryId: string): Promise<string[]> {
  const category = (await findCategory(categoryId, { consistent: true }))!
  const { PK } = topicKey(categoryId, "")
  const rows = await queryAll({ pk: PK, between: all(PREFIX.topic), limit: 100_000, consistent: true })
  const topics = Topics.readAll(rows)
  const wrong: string[] = []
  for (const topic of topics) wrong.push(...(await wrongInTopic(topic)))
  return [...wrong, ...wrongInCategory(category, topics)]
}

async function wrongInTopic(topic: Topic): Promise<string[]> {
  const posts = await postsFrom(topic.id, { limit: 100_000, consistent: true })
  const last = posts.at(-1)
  const likes: number[] = []
  for (const some of chunks(posts, 50)) likes.push(...(await Promise.all(some.map(likesOf))))
  return [
    ...differ("posts", topic.postCount, posts.length),
    ...differ(
      "likes",
      topic.likeCount,
      likes.reduce((sum, one) => sum + one, 0),
    ),
    // Whose posts are all in another topic says of its last one what it said.
    ...(last ? differ("last post", topic.lastPost.id, last.id) : []),
    ...(last ? differ("last activity", topic.lastPostAt, last.createdAt) : []),
    ...posts.flatMap((post, i) => differ(`likes of ${post.id}`, post.likeCount, likes[i]!)),
    ...(await wrongMarks(topic.id, posts)),
  ].map((line) => `topic ${topic.id}: ${line}`)
}

async function likesOf(post: Post): Promise<number> {
  return (await countReactions(post.id)) + (post.importedLikes ?? 0)
}

async function wrongMarks(topic: string, posts: Post[]): Promise<string[]> {
  const wrong: string[] = []
  const pages = Math.max(1, Math.ceil(posts.length / POSTS_PER_PAGE))
  for (let n = 2; n <= pages + 1; n++) {
    const start = posts[(n - 1) * POSTS_PER_PAGE]?.id
    wrong.push(...differ(`start of page ${n}`, (await pageMark(topic, n))?.post, start))
    if (!start) continue
    const before = posts[(n - 1) * POSTS_PER_PAGE - 1]!.id
    wrong.push(...differ("page of its first post", await pageOfPost(topic, start), n))
    wrong.push(...differ("page of the post before it", await pageOfPost(topic, before), n - 1))
  }
  return wrong
}

function wrongInCategory(category: Category, topics: Topic[]): string[] {
  const listed = topics.filter((topic) => !topic.removed)
  const newest =
    listed
      .map((topic) => topic.lastPostAt)
      .sort()
      .at(-1) ?? ""
  return [
    ...differ("topics", category.topicCount, listed.length),
    ...differ(
      "posts",
      category.postCount,
      listed.reduce((sum, topic) => sum + topic.postCount, 0),
    ),
    // It never goes back, also when the topic that set it was removed.
    ...((category.lastPostAt ?? "") < newest
      ? [`last activity is ${category.lastPostAt}, not ${newest}`]
      : []),
  ].map((line) => `category ${category.id}: ${line}`)
}

function differ<T>(what: string, actual: T, expected: T): string[] {
  return actual === expected ? [] : [`${what}: ${actual}, not ${expected}`]
}
