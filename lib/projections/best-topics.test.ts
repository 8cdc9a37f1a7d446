import { describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import type { Top } from "#lib/db/items/categories.ts"
import { findTops } from "#lib/db/patterns/categories.ts"
import { rankOf, TOP_SIZE, withTopics } from "#lib/forum/ranking.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { oneByOne } from "#lib/testing/deliveries.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { bestTopics } from "./best-topics.ts"

freshTable()

async function best(category: string, period = "all"): Promise<Top["topics"]> {
  await settleFigures(oneByOne)
  return (await findTops([{ category, period }]))[0]?.topics ?? []
}

describe("the best topics", () => {
  test("are all in the list when they grow at the same time", async () => {
    const [mod, category] = [await staff(), await aCategory()]
    const topics = await Promise.all(Array.from({ length: 6 }, () => aTopic(mod, category)))
    await Promise.all(topics.map((topic) => aReply(mod, topic.topic)))
    const listed = (await best(category.id)).map((one) => one.id).sort()
    expect(listed).toEqual(topics.map((topic) => topic.topic).sort())
  })

  test("come first by likes and replies; what is taken back, removed or moved away leaves", async () => {
    const [mod, category, elsewhere] = [await staff(), await aCategory(), await aCategory()]
    const [one, two] = [await aTopic(mod, category), await aTopic(mod, category)]
    await aReply(mod, one.topic)
    const likers = [await staff(), await staff()]
    for (const liker of likers) await likePost(liker, { post: two.post, liked: true })
    const whole = [
      { id: two.topic, score: 4 },
      { id: one.topic, score: 1 },
    ]
    expect(await best(category.id)).toEqual(whole)
    for (const liker of likers) await likePost(liker, { post: two.post, liked: false })
    expect(await best(category.id)).toEqual(whole.slice(1))
    await removePost(mod, { post: one.post })
    expect(await best(category.id)).toEqual([])
    await restorePost(mod, { post: one.post })
    await moveTopic(mod, { topic: one.topic, category: elsewhere.id })
    expect([await best(category.id), await best(elsewhere.id)]).toEqual([[], whole.slice(1)])
  })

  test("are kept for the month in which they were started", async () => {
    setClock(() => Date.UTC(2026, 4, 5))
    const [mod, category] = [await staff(), await aCategory()]
    const topic = await aTopic(mod, category).finally(() => setClock())
    await aReply(mod, topic.topic)
    expect(await best(category.id, "2026-05")).toHaveLength(1)
  })

  test("are not told back by changes that come again", async () => {
    const [mod, category] = [await staff(), await aCategory()]
    const { topic } = await aTopic(mod, category)
    await settleFigures()
    await aReply(mod, topic)
    // The reply itself is counted by others; what follows from it in the row comes now.
    const counters = await changesSince()
    const { topicFigures } = await import("./topic-figures.ts")
    await topicFigures.apply(counters.filter(({ entityType }) => entityType === "Post"))
    const old = await changesSince()
    await bestTopics.apply(old.filter(({ entityType }) => entityType === "Topic"))
    for (let i = 0; i < 3; i++) await aReply(mod, topic)
    expect(await best(category.id)).toEqual([{ id: topic, score: 4 }])
    await bestTopics.apply(old.filter(({ entityType }) => entityType === "Topic"))
    expect(await best(category.id)).toEqual([{ id: topic, score: 4 }])
  })

  test("are few: the list stays short, and is written again only when a topic has grown by a fifth", () => {
    let top: Top = { category: "c", period: "all", topics: [], version: 1 }
    for (let i = 0; i < TOP_SIZE + 20; i++) top = withTopics(top, [[`t${i}`, 1 + ((i * 37) % 101)]])
    expect(top.topics).toHaveLength(TOP_SIZE)
    const scores = top.topics.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    const ranks = Array.from({ length: 1000 }, (_, n) => rankOf({ likeCount: 0, postCount: n + 1 }))
    expect(ranks.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(new Set(ranks).size).toBeLessThan(40)
    for (const [score, rank] of ranks.entries()) expect(rank).toBeLessThanOrEqual(score)
  })
})
