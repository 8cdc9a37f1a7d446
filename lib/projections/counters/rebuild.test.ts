/** Figures that are wrong, however that came, are put right while people write. */
import { beforeEach, describe, expect, test } from "vitest"
import { SECOND, sleep } from "#lib/base/clock.ts"
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
import { intercept } from "#lib/testing/faults.ts"
import { COUNTERS, settleFigures, whileWritten } from "#lib/testing/figures.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { applyBatch } from "../apply-batch.ts"
import type { Change } from "../contract.ts"

freshTable()
withoutLimits()

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

const rebuildAll = async () => {
  for (const one of COUNTERS) await rebuilt(one)
}
const rebuild = () => whileApplied(rebuildAll)

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

  const write = async (n: number) => {
    await aReply(ben!, topic.topic)
    await likePost(ann!, { post: reply.post, liked: n % 2 === 1 })
  }

  test("counts what is written meanwhile once, however fast that is", { timeout: 60_000 }, async () => {
    await spoil()
    expect(await whileApplied(() => whileWritten(rebuildAll, write))).toBeGreaterThan(10)
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("is done once by two who do it at once, also while much is written", { timeout: 60_000 }, async () => {
    await spoil()
    const both = async () => void (await Promise.all([rebuildAll(), rebuildAll()]))
    await whileApplied(() => whileWritten(both, write))
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("counts right when a worker comes back that forgot how far it had come", {
    timeout: 60_000,
  }, async () => {
    await spoil()
    const seen: Change[] = []
    const work = async () => {
      let isOver = false
      const worker = (async () => {
        // Each time all that it had already, and then what is new.
        while (!isOver) {
          seen.push(...(await changesSince()))
          await applyBatch(seen, { projections: COUNTERS, waits: [] })
        }
      })()
      await rebuildAll().finally(() => {
        isOver = true
      })
      await worker
    }
    for (let n = 0; n < 3; n++) await write(n)
    await whileWritten(work, write)
    await settleFigures()
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test.each([
    ["before", true],
    ["after", false],
  ])(
    "killed %s any of its writes leaves the rest to the next one",
    { timeout: 60_000 },
    async (_, isBefore) => {
      await spoil()
      await whileApplied(async () => {
        for (let n = 1, isOver = false; !isOver; n++) {
          let written = 0
          const stop = intercept(async (sent, goOn) => {
            const isItsOwn = /PutItem|UpdateItem|DeleteItem/.test(sent.command) && isOfRebuild(sent.input)
            if (!isItsOwn || ++written !== n) return goOn()
            if (!isBefore) await goOn()
            throw new Error("It was killed here.")
          })
          isOver = await rebuildAll().then(
            () => true,
            () => false,
          )
          stop()
          expect(n).toBeLessThan(60)
        }
      })
      expect(await wrongFigures(category.id)).toEqual([])
    },
  )
})

/** Fences that it puts and takes away, and what it adds. */
function isOfRebuild(input: object): boolean {
  const text = JSON.stringify(input)
  return (text.includes("FENCE#") && !text.includes("passed")) || text.includes("corrected = :id")
}

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
