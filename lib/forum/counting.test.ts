import { describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Uncounted } from "#lib/db/items/topics.ts"
import { findCategory, findTops } from "#lib/db/patterns/categories.ts"
import { postsOnPage } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import { putUncounted } from "#lib/db/writes/topics.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type Member, personOf } from "./actor.ts"
import { count, countLeftovers } from "./counting.ts"
import { rankNow, TOP_SIZE, withTopics } from "./ranking.ts"
import { likePost } from "./reactions.ts"
import { removePost, restorePost } from "./removal.ts"
import { moveTopic, type Written } from "./topics.ts"

freshTable()

/** A reply as it is between its commit and its counting, as the crash of a process leaves it. */
async function uncountedReply(
  member: Member,
  { topic, category }: Written,
  id = newId(),
): Promise<Uncounted> {
  const [author, createdAt] = [personOf(member), new Date().toISOString()]
  const change = { id, topic, category, topics: 0, posts: 1, post: { id, author, createdAt }, inTopic: true }
  await commit([
    putPost({ id, topic, author, html: "", renderer: 1, createdAt, version: 1, likeCount: 0 }),
    putUncounted(change),
  ])
  return change
}

async function findTop(category: string, period = "all") {
  await rankNow()
  return (await findTops([{ category, period }]))[0]
}

async function scene() {
  const mod = await staff()
  const category = await aCategory()
  return { mod, category, topic: await aTopic(mod, category) }
}

describe("what a process that died had left", () => {
  test("is counted, once, also by two who come at the same time", async () => {
    const { mod, category, topic } = await scene()
    for (let i = 0; i < 25; i++) await uncountedReply(mod, topic)
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 1 })
    await Promise.all([countLeftovers(), countLeftovers(topic.topic), countLeftovers()])
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 26 })
    expect(await wrongFigures(category.id)).toEqual([])
    expect(await countLeftovers()).toBe(0)
  })

  test("is counted where the topic is by then: moved", async () => {
    const { mod, category, topic } = await scene()
    const target = await aCategory()
    await uncountedReply(mod, topic)
    await moveTopic(mod, { topic: topic.topic, category: target.id })
    await countLeftovers()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 0, postCount: 0 })
    expect(await findCategory(target.id)).toMatchObject({ topicCount: 1, postCount: 2 })
    expect(await wrongFigures(target.id)).toEqual([])
  })

  test("is counted in a removed topic, and in its category when it is restored", async () => {
    const { mod, category, topic } = await scene()
    await uncountedReply(mod, topic)
    await removePost(mod, { post: topic.post })
    await countLeftovers()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 0, postCount: 0 })
    await uncountedReply(mod, topic)
    await restorePost(mod, { post: topic.post })
    await countLeftovers()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 1, postCount: 3 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("of more topics than one transaction holds, and of one that is unknown, is no obstacle to others", async () => {
    const { mod, category } = await scene()
    const topics = await Promise.all(Array.from({ length: 8 }, () => aTopic(mod, category)))
    for (const topic of topics) for (let i = 0; i < 3; i++) await uncountedReply(mod, topic)
    const ghost = {
      id: newId(),
      topic: newId(Date.now() - 60_000),
      category: category.id,
      topics: 0,
      posts: 1,
      inTopic: true,
    }
    await commit([putUncounted(ghost)])
    await countLeftovers()
    expect(await wrongFigures(category.id)).toEqual([])
  })
})

describe("pages", () => {
  test("start right when posts are committed in another order than their ids were made", async () => {
    const { mod, category, topic } = await scene()
    const ids = Array.from({ length: 64 }, () => newId())
    // Every fifth comes late, and a few very late, when three pages are there.
    const late = ids.filter((_, i) => i % 5 === 0)
    const order = [...ids.filter((_, i) => i % 5 > 0), ...late.slice(4), ...late.slice(0, 4)]
    for (const id of order) await count(await uncountedReply(mod, topic, id))
    expect(await wrongFigures(category.id)).toEqual([])
    const pages = await Promise.all([1, 2, 3, 4, 5].map((n) => postsOnPage(topic.topic, n)))
    expect(pages.map((page) => page?.length)).toEqual([20, 20, 20, 5, undefined])
    expect(pages.flatMap((page) => page?.map((post) => post.id) ?? []).slice(1)).toEqual(ids)
  })

  test("start right when twenty posts come in before all others", async () => {
    const { mod, category, topic } = await scene()
    const early = Array.from({ length: 20 }, () => newId())
    for (let i = 0; i < 45; i++) await aReply(mod, topic.topic)
    for (const id of early) await uncountedReply(mod, topic, id)
    await countLeftovers()
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("start right after a great many were counted at once", async () => {
    const { mod, category, topic } = await scene()
    await Promise.all(Array.from({ length: 230 }, () => uncountedReply(mod, topic)))
    await countLeftovers()
    expect(await wrongFigures(category.id)).toEqual([])
  })
})

describe("the last activity of a category", () => {
  test("never goes back", async () => {
    const { mod, category, topic } = await scene()
    const older = await aTopic(mod, category)
    const early = await uncountedReply(mod, older)
    await new Promise((done) => setTimeout(done, 5))
    await aReply(mod, topic.topic)
    const { lastPostAt } = (await findCategory(category.id))!
    await count(early)
    expect(await findCategory(category.id)).toMatchObject({ lastPostAt })
  })
})

describe("the best topics", () => {
  test("are all in the list when they grow at the same time", async () => {
    const { mod, category } = await scene()
    const topics = await Promise.all(Array.from({ length: 6 }, () => aTopic(mod, category)))
    await Promise.all(topics.map((topic) => aReply(mod, topic.topic)))
    const top = await findTop(category.id)
    expect(top?.topics.map((one) => one.id).sort()).toEqual(topics.map((topic) => topic.topic).sort())
  })

  test("come first by likes and replies, and the list stays short", async () => {
    const { mod, category, topic } = await scene()
    const other = await aTopic(mod, category)
    await aReply(mod, topic.topic)
    for (const liker of [await staff(), await staff()])
      await likePost(liker, { post: other.post, liked: true })
    expect((await findTop(category.id))?.topics).toEqual([
      { id: other.topic, score: 4 },
      { id: topic.topic, score: 1 },
    ])
    let top = { category: "c", period: "all", topics: [] as { id: string; score: number }[], version: 1 }
    for (let i = 0; i < TOP_SIZE + 20; i++) top = withTopics(top, [[`t${i}`, (i * 37) % 101]])
    expect(top.topics).toHaveLength(TOP_SIZE)
    expect(top.topics.map((one) => one.score)).toEqual(
      top.topics.map((one) => one.score).sort((a, b) => b - a),
    )
  })

  test("are kept for the month in which they were started", async () => {
    setClock(() => Date.UTC(2026, 4, 5))
    const { mod, category, topic } = await scene().finally(() => setClock())
    await aReply(mod, topic.topic)
    expect((await findTop(category.id, "2026-05"))?.topics).toHaveLength(1)
  })
})
