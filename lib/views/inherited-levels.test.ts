/** A sub-category has the level of the category above it, until one is chosen for it. */
import { beforeEach, describe, expect, test, vi } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { bestTopicsFor } from "#lib/email/best-topics.ts"
import type { Member } from "#lib/forum/actor.ts"
import { newTopicsFor, outlookOf, unreadInCategories } from "#lib/forum/own-lists.ts"
import { watchCategory } from "#lib/forum/watching.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { kindsTold, standToCategory } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCategoryWatch, loadTopicWatch } from "./keeping.ts"
import { viewerOf } from "./viewer.ts"

vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

let [ann, bob] = [] as unknown as [Member, Member]
let [above, part] = [] as unknown as [Category, Category]
beforeEach(async () => {
  ;[ann, bob] = [await someone(), await staff()]
  above = await aCategory()
  part = await aCategory({ parent: above.id })
})

const choose = (category: Category, level: Parameters<typeof watchCategory>[1]["level"]) =>
  watchCategory(ann, { category: category.id, level })
const idsIn = async (list: Promise<{ items: { topic: { id: string } }[] }>) =>
  (await list).items.map(({ topic }) => topic.id)

describe("who watches a category", () => {
  test("is told once of what begins in its parts, also where they watch both", async () => {
    await choose(above, "watching")
    const one = await aTopic(bob, part)
    await settle()
    expect(await kindsTold(ann)).toEqual(["watched-category"])
    await choose(part, "watching")
    await aTopic(bob, part)
    await settle()
    expect(await kindsTold(ann)).toEqual(["watched-category", "watched-category"])
    expect(await loadTopicWatch(ann, one.topic)).toMatchObject({ level: "watching", from: "category" })
  })

  test.each(["normal", "tracking", "muted"] as const)(
    "is told of nothing in a part for which they chose “%s”",
    async (level) => {
      await choose(above, "watching")
      await choose(part, level)
      await aTopic(bob, part)
      await settle()
      expect(await kindsTold(ann)).toEqual([])
    },
  )

  test("is told again of a part that has the level of the category above again", async () => {
    await choose(above, "watching")
    await choose(part, "muted")
    expect(await loadCategoryWatch(ann, part.id)).toMatchObject({ level: "muted", from: "choice" })
    await choose(part, "inherited")
    expect(await loadCategoryWatch(ann, part.id)).toMatchObject({
      ...{ level: "watching", from: "category" },
      parent: { name: above.name, level: "watching" },
    })
    await aTopic(bob, part)
    await settle()
    expect(await kindsTold(ann)).toEqual(["watched-category"])
  })

  test("is not told of a part that they may not see, nor shown that there is one", async () => {
    const hidden = await aCategory({ parent: above.id, readers: "staff", writers: "staff" })
    await choose(above, "watching")
    await aTopic(bob, hidden)
    await settle()
    expect(await kindsTold(ann)).toEqual([])
    expect(Object.keys((await viewerOf(ann, {})).keeping!.categories).sort()).toEqual(
      [above.id, part.id].sort(),
    )
  })
})

test("who muted a category hears of its parts only what is said to them", async () => {
  await choose(above, "muted")
  const own = await aTopic(ann, part)
  await aReply(bob, own.topic)
  await settle()
  expect(await kindsTold(ann)).toEqual([])
  await aReply(bob, own.topic, `Well, @${ann.name}!`)
  await settle()
  expect(await kindsTold(ann)).toEqual(["mention"])
  // Nothing follows by itself from writing there, as in the category above.
  expect((await readStateOf(ann.id, own.topic))?.level).toBeUndefined()
})

describe("the lists of who", () => {
  test("tracks a category show what is unread in its parts", async () => {
    await standToCategory(ann, above.id, "tracking")
    const [one, other] = [await aTopic(bob, part), await aTopic(bob, await aCategory())]
    await settleFigures()
    const unread = await idsIn(unreadInCategories(await outlookOf(ann)))
    expect(unread).toContain(one.topic)
    expect(unread).not.toContain(other.topic)
  })

  test("muted a category leave its parts out, and so does the digest", async () => {
    const { topic } = await aTopic(bob, part)
    await settleFigures()
    const period = { since: "2000-01-01T00:00:00.000Z", until: "2999-01-01T00:00:00.000Z" }
    const best = async () => (await bestTopicsFor(ann, period, 50)).map((one) => one.topic.id)
    expect(await idsIn(newTopicsFor(await outlookOf(ann)))).toContain(topic)
    expect(await best()).toContain(topic)
    await choose(above, "muted")
    expect(await idsIn(newTopicsFor(await outlookOf(ann)))).not.toContain(topic)
    expect(await best()).not.toContain(topic)
    expect((await viewerOf(ann, { topic })).topic?.level).toBe("muted")
    await choose(part, "normal")
    expect(await idsIn(newTopicsFor(await outlookOf(ann)))).toContain(topic)
    expect(await best()).toContain(topic)
    expect((await viewerOf(ann, { topic })).topic?.level).toBe("normal")
  })
})
