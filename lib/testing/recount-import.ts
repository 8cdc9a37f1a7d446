/** Counts everything in a small table anew from its items, and says which figure differs. For tests of imports. */
import { ScanCommand } from "@aws-sdk/lib-dynamodb"
import { Categories, Tops } from "#lib/db/items/categories.ts"
import { PageMarks, PageStarts, type Post, Posts } from "#lib/db/items/posts.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { Users } from "#lib/db/items/users.ts"
import { POSTS_PER_PAGE } from "#lib/db/patterns/posts.ts"
import type { Raw } from "#lib/db/query.ts"
import { table } from "#lib/db/table.ts"
import { periodsOf, rankOf, TOP_SIZE } from "#lib/forum/ranking.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { settle } from "./settle.ts"

/** @param grantedPosts what test members were given without writing, by id @returns one line for each wrong figure */
export async function wrongImportedFigures(grantedPosts: Record<string, number> = {}): Promise<string[]> {
  await settle()
  const items = await allItems()
  const of = (type: string): Raw[] => items.filter((item) => item.entityType === type)
  const posts = Posts.readAll(of("Post")).sort((a, b) => (a.id < b.id ? -1 : 1))
  const topics = Topics.readAll(of("Topic"))
  const byTopic = Map.groupBy(posts, (post) => post.topic)
  const wrong: string[] = []
  const expect = (what: string, actual: unknown, wanted: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(wanted))
      wrong.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`)
  }

  for (const topic of topics) {
    const own = byTopic.get(topic.id) ?? []
    expect(`posts of ${topic.title}`, topic.postCount, own.length)
    expect(
      `likes of ${topic.title}`,
      topic.likeCount,
      sum(own, (post) => post.likeCount),
    )
    expect(`first post of ${topic.title}`, topic.firstPost, own[0]?.id)
    expect(`last post of ${topic.title}`, topic.lastPost.id, own.at(-1)?.id)
    expect(`last activity of ${topic.title}`, topic.lastPostAt, own.at(-1)?.createdAt)
  }
  expect("topics of posts", [...byTopic.keys()].sort(), topics.map(({ id }) => id).sort())
  expect("page marks", marksIn(PageMarks.readAll(of("PageMark"))), marksFrom(byTopic))
  expect("page starts", marksIn(PageStarts.readAll(of("PageStart"))), marksFrom(byTopic))
  for (const category of Categories.readAll(of("Category"))) {
    const own = topics.filter((topic) => topic.category === category.id && !topic.removed)
    expect(`topics of ${category.id}`, category.topicCount, own.length)
    expect(
      `posts of ${category.id}`,
      category.postCount,
      sum(own, (topic) => topic.postCount),
    )
    expect(
      `last activity of ${category.id}`,
      category.lastPostAt,
      own
        .map(({ lastPostAt }) => lastPostAt)
        .sort()
        .at(-1),
    )
  }
  const open = new Set(
    Categories.readAll(of("Category"))
      .filter(isPublic)
      .map(({ id }) => id),
  )
  const openTopics = topics.filter(({ category }) => open.has(category))
  const openPosts = openTopics.flatMap(({ id }) => byTopic.get(id) ?? [])
  for (const user of Users.readAll(of("User"))) {
    const granted = grantedPosts[user.id] ?? 0
    const written = openPosts.filter((post) => post.author.id === user.id).length
    expect(`posts of ${user.name}`, user.postCount - granted, written)
    expect(
      `topics of ${user.name}`,
      user.topicCount,
      openTopics.filter((topic) => topic.author.id === user.id).length,
    )
  }
  for (const top of Tops.readAll(of("Top")))
    expect(`top of ${top.category}`, top.topics, topFrom(topics, top.category, top.period))
  expect(
    "tops",
    of("Top").length >= new Set(topics.filter(isRanked).map(({ category }) => category)).size,
    true,
  )
  expect("left over", of("ImportTally").length, 0)
  expect("sources", of("Revision").length >= posts.length, true)
  return wrong
}

const isRanked = (topic: Topic): boolean => rankOf(topic) > 0

function topFrom(topics: Topic[], category: string, period: string): unknown {
  return topics
    .filter((topic) => topic.category === category && isRanked(topic))
    .filter((topic) => periodsOf(topic).includes(period))
    .map((topic) => ({ id: topic.id, score: rankOf(topic) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .slice(0, TOP_SIZE)
}

type Mark = { topic: string; page: number; post: string }

function marksFrom(byTopic: Map<string, Post[]>): string[] {
  const marks: Mark[] = []
  for (const [topic, posts] of byTopic)
    for (let at = POSTS_PER_PAGE; at < posts.length; at += POSTS_PER_PAGE)
      marks.push({ topic, page: at / POSTS_PER_PAGE + 1, post: posts[at]!.id })
  return marksIn(marks)
}

function marksIn(marks: Mark[]): string[] {
  return marks.map(({ topic, page, post }) => `${topic} ${page} ${post}`).sort()
}

function sum<T>(list: T[], figure: (one: T) => number): number {
  return list.reduce((total, one) => total + figure(one), 0)
}

async function allItems(): Promise<Raw[]> {
  const { document, name } = table()
  const items: Raw[] = []
  let ExclusiveStartKey: Record<string, unknown> | undefined
  do {
    const page = await document.send(
      new ScanCommand({ TableName: name, ExclusiveStartKey, ConsistentRead: true }),
    )
    items.push(...((page.Items ?? []) as Raw[]))
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return items
}
