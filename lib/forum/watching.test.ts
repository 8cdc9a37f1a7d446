import { beforeAll, describe, expect, test } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { stancesOf, watchersOf } from "#lib/db/patterns/watching.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { keptOf } from "#lib/testing/lists.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST, type Member } from "./actor.ts"
import { watchCategory, watchTopic } from "./watching.ts"

freshTable()

withoutLimits()

let [ann, ben]: [Member, Member] = [undefined as never, undefined as never]
let open: Category

beforeAll(async () => {
  ;[ann, ben] = [await someone(), await someone()]
  open = await aCategory()
})

const watchersIn = async (topic: string) => (await watchersOf({ topic })).items.map(({ user }) => user)

describe("watching a topic", () => {
  test("puts the member among its watchers and the topic on their list; muting takes both away", async () => {
    const { topic } = await aTopic(ann, open)
    await watchTopic(ben, { topic, level: "watching" })
    expect(await watchersIn(topic)).toEqual([ben.id])
    expect(await keptOf(ben)).toContain(topic)
    await watchTopic(ben, { topic, level: "tracking" })
    expect(await watchersIn(topic)).toEqual([])
    expect(await keptOf(ben)).toContain(topic)
    await watchTopic(ben, { topic, level: "muted" })
    expect(await watchersIn(topic)).toEqual([])
    expect(await keptOf(ben)).not.toContain(topic)
  })

  test("two choices at once end in one of them, and all items say the same", async () => {
    const { topic } = await aTopic(ann, open)
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        watchTopic(ben, { topic, level: "watching" }),
        watchTopic(ben, { topic, level: "muted" }),
        watchTopic(ben, { topic, level: "watching" }),
      ])
      const level = (await readStateOf(ben.id, topic))?.level
      expect(["watching", "muted"]).toContain(level)
      expect(await watchersIn(topic)).toEqual(level === "watching" ? [ben.id] : [])
      expect((await keptOf(ben)).includes(topic)).toBe(level === "watching")
    }
  })

  test("is for members who may see it", async () => {
    const cabin = await aCategory({ readers: "staff" })
    const { topic } = await aTopic(await staff(), cabin)
    await expect(watchTopic(ben, { topic, level: "watching" })).rejects.toMatchObject({
      code: "topic-missing",
    })
    const { topic: seen } = await aTopic(ann, open)
    await expect(watchTopic(GUEST, { topic: seen, level: "watching" })).rejects.toMatchObject({
      kind: "unauthenticated",
    })
  })

  test("counts before the category, and both before nothing", async () => {
    const place = await aCategory()
    const { topic } = await aTopic(ann, place)
    const level = async () =>
      (await stancesOf([ben.id], { topic, category: place.id, author: ann.id }))[0]?.level
    expect(await level()).toBe("normal")
    await watchCategory(ben, { category: place.id, level: "watching" })
    expect((await watchersOf({ category: place.id })).items.map(({ user }) => user)).toEqual([ben.id])
    expect(await level()).toBe("watching")
    await watchTopic(ben, { topic, level: "normal" })
    expect(await level()).toBe("normal")
    await watchCategory(ben, { category: place.id, level: "muted" })
    expect((await watchersOf({ category: place.id })).items).toEqual([])
  })
})
