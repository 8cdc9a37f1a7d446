import { beforeAll, describe, expect, test, vi } from "vitest"
import { measure } from "#lib/db/capacity.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { type Actor, GUEST, type Member } from "#lib/forum/actor.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type ListNews, privateNews, publicNews, type TopicNews } from "./news.ts"

// Outside of Next nothing is kept: each question is the first one after a change.
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

let [member, moderator]: Member[] = []
let categories: Record<"everyone" | "members" | "staff", Category>

beforeAll(async () => {
  ;[member, moderator] = [await someone(), await staff()]
  const everyone = await aCategory()
  const members = await aCategory({ readers: "members" })
  categories = { everyone, members, staff: await aCategory({ readers: "staff", parent: everyone.id }) }
})

const who = (name: string): Actor => ({ guest: GUEST, member: member!, moderator: moderator! })[name]!

describe("news of a topic", () => {
  test("are how many posts it has, at the one address that it has", async () => {
    const { topic } = await aTopic(member!, categories.everyone)
    await settle()
    expect(await publicNews("topic", topic.toLowerCase())).toEqual<TopicNews>({ posts: 1 })
    await aReply(moderator!, topic)
    await settle()
    expect(await publicNews("topic", topic.toLowerCase())).toEqual<TopicNews>({ posts: 2 })
    for (const other of [topic, topic.toLowerCase().replace(/[a-z]/, (letter) => letter.toUpperCase())]) {
      expect(await publicNews("topic", other)).toBeNull()
      expect(await privateNews(moderator!, "topic", other)).toBeNull()
    }
  })

  test.each([
    ["everyone", { public: true, guest: false, member: true, moderator: true }],
    ["members", { public: false, guest: false, member: true, moderator: true }],
    ["staff", { public: false, guest: false, member: false, moderator: true }],
  ] as const)("in a category for %s are told to those who may read it", async (readers, told) => {
    const { topic } = await aTopic(moderator!, categories[readers])
    const category = categories[readers].id
    for (const [of, id] of [
      ["topic", topic.toLowerCase()],
      ["category", category],
    ] as const) {
      expect([of, (await publicNews(of, id)) !== null]).toEqual([of, told.public])
      for (const name of ["guest", "member", "moderator"] as const)
        expect([of, name, (await privateNews(who(name), of, id)) !== null]).toEqual([of, name, told[name]])
    }
  })

  test("are over when it is deleted, and there are none of what never was", async () => {
    const { topic, post } = await aTopic(member!, categories.everyone)
    await removePost(member!, { post })
    expect(await publicNews("topic", topic.toLowerCase())).toBeNull()
    for (const [of, id] of [
      ["topic", "x"],
      ["home", "x"],
      ["home", ""],
      ["category", "nowhere"],
      ["member", topic],
    ] as const) {
      expect(await publicNews(of, id)).toBeNull()
      expect(await privateNews(moderator!, of, id)).toBeNull()
    }
  })
})

describe("news of a list", () => {
  test("name the last posts, the newest first, and of closed categories only to their readers", async () => {
    const open = await aReply(member!, (await aTopic(member!, categories.everyone)).topic)
    const closed = await aTopic(moderator!, categories.staff)
    await settle()
    const home = (await publicNews("home", "now")) as ListNews
    expect(home.latest[0]).toBe(open.post)
    expect(home.latest).toEqual(home.latest.toSorted().reverse())
    expect(home.latest).not.toContain(closed.post)
    const { latest } = (await privateNews(moderator!, "category", categories.everyone.id)) as ListNews
    expect(latest.slice(0, 2)).toEqual([closed.post, open.post])
    const own = (await privateNews(member!, "home", "now")) as ListNews
    expect(own.latest).not.toContain(closed.post)
    expect(own.latest).not.toContain(open.post)
  })

  test("count no further than ten", async () => {
    const category = await aCategory()
    for (let n = 0; n < 10; n++) await aTopic(await someone(), category)
    await settle()
    expect(await publicNews("category", category.id)).toMatchObject({ isAll: true })
    await aTopic(await someone(), category)
    await settle()
    const news = (await publicNews("category", category.id)) as ListNews
    expect([news.latest.length, news.isAll]).toEqual([10, false])
  })
})

test("the first question after a change in a topic reads two units, whoever asks", async () => {
  const { topic } = await aTopic(moderator!, categories.staff)
  await privateNews(moderator!, "topic", topic.toLowerCase())
  const { units } = await measure(() => privateNews(moderator!, "topic", topic.toLowerCase()))
  expect(units.rcu).toBe(2)
})
