/** Figures that are wrong, however that came, are put right while people write. */
import { beforeEach, describe, expect, test, vi } from "vitest"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { categoryKey, topKey } from "#lib/db/keys/categories.ts"
import { pageKey, postKey } from "#lib/db/keys/posts.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { findTops } from "#lib/db/patterns/categories.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import type { Member } from "#lib/forum/actor.ts"
import { likePost } from "#lib/forum/reactions.ts"
import type { Written } from "#lib/forum/topics.ts"
import { COUNTERS, settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Change } from "../contract.ts"

freshTable()
vi.stubEnv("STOA_LIMIT_SCALE", "100000")
forgetConfig()

let [ann, ben]: Member[] = []
let category: Category
let topic: Written
let reply: Written

beforeEach(async () => {
  ;[ann, ben] = [await staff(), await someone()]
  category = await aCategory()
  topic = await aTopic(ann!, category)
  for (let i = 0; i < 25; i++) reply = await aReply(ben!, topic.topic)
  await likePost(ann!, { post: reply.post, liked: true })
  await settleFigures()
})

/** Does something while the worker goes on, as it does in a forum in use. */
async function whileApplied<T>(work: () => Promise<T>): Promise<T> {
  let isOver = false
  const worker = (async () => {
    while (!isOver) {
      await settleFigures()
      await sleep(SECOND / 50)
    }
  })()
  try {
    return await work()
  } finally {
    isOver = true
    await worker
    await settleFigures()
  }
}

const rebuild = () =>
  whileApplied(async () => {
    for (const one of COUNTERS) await one.rebuild!(() => {})
  })

function spoil(): Promise<void> {
  const set = (key: Write & { kind: "delete" }, name: string): Write => ({
    kind: "update",
    key: key.key,
    update: `SET ${name} = :n`,
    values: { ":n": 77 },
  })
  const at = (key: { PK: string; SK: string }) => ({ kind: "delete" as const, key })
  return commit([
    set(at(postKey(topic.topic, reply.post)), "likeCount"),
    set(at(topicKey(category.id, topic.topic)), "postCount"),
    set(at(categoryKey(category.id)), "topicCount"),
    at(pageKey(topic.topic, 2)),
    at(topKey(category.id, "all")),
  ])
}

describe("rebuilding", () => {
  test("changes nothing of what is right", async () => {
    const before = [await findTopic(topic.topic), await findPost(reply.post)]
    const lists = await findTops([{ category: category.id, period: "all" }])
    await rebuild()
    expect([await findTopic(topic.topic), await findPost(reply.post)]).toEqual(before)
    expect(await findTops([{ category: category.id, period: "all" }])).toEqual(lists)
  })

  test("puts right what is wrong: likes, posts, topics, pages, and the lists of the best", async () => {
    const lists = await findTops([{ category: category.id, period: "all" }])
    expect(lists[0]?.topics).toMatchObject([{ id: topic.topic }])
    await spoil()
    expect(await wrongFigures(category.id)).not.toEqual([])
    await rebuild()
    expect(await wrongFigures(category.id)).toEqual([])
    const again = await findTops([{ category: category.id, period: "all" }])
    expect(again[0]?.topics).toEqual(lists[0]?.topics)
  })

  test("counts what is written meanwhile once", { timeout: 60_000 }, async () => {
    await spoil()
    const writing = (async () => {
      for (let n = 0; n < 30; n++) {
        await aReply(ben!, topic.topic)
        await likePost(ann!, { post: reply.post, liked: n % 2 === 1 })
        await sleep(SECOND / 20)
      }
    })()
    await Promise.all([rebuild(), writing])
    await settleFigures()
    expect(await wrongFigures(category.id)).toEqual([])
  })
})

test("a change that comes late, after newer ones were counted, is counted by counting again", async () => {
  await aReply(ben!, topic.topic)
  const missed = await changesSince()
  await aReply(ben!, topic.topic)
  await likePost(ann!, { post: reply.post, liked: false })
  await settleFigures()
  expect(await wrongFigures(category.id)).not.toEqual([])
  const concerning = (names: readonly string[]): Change[] =>
    missed.filter((change) => names.includes(change.entityType))
  await whileApplied(async () => {
    for (const one of COUNTERS) await one.repair!(concerning(one.entities))
  })
  expect(await wrongFigures(category.id)).toEqual([])
})
