import { beforeAll, describe, expect, test } from "vitest"
import { now } from "#lib/base/clock.ts"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { postsOnPage } from "#lib/db/patterns/posts.ts"
import { findTopics, topicsByActivity } from "#lib/db/patterns/topics.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { seedCategories } from "#lib/forum/beginning.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { freshTable } from "#lib/testing/table.ts"
import { CAST, PLACES } from "./cast.ts"
import { type DemoFilled, fillDemo, NotEmpty } from "./fill.ts"

freshTable()

describe("the demo", () => {
  let filled: DemoFilled

  beforeAll(async () => {
    await seedCategories()
    filled = await fillDemo()
    await settleFigures()
  }, 120_000)

  test("has what its scripts tell, and every category counts its own", async () => {
    const categories = await listCategories()
    expect(categories.map(({ id }) => id).sort()).toEqual(PLACES.map(({ id }) => id as string).sort())
    const sum = (key: "topicCount" | "postCount") => categories.reduce((n, one) => n + one[key], 0)
    expect(sum("topicCount")).toBe(filled.topics)
    expect(sum("postCount")).toBe(filled.posts)
    expect(categories.find(({ id }) => id === "gadgets")?.parent).toBe("repairs")
    for (const { id } of PLACES) expect((await findCategory(id))?.topicCount).toBeGreaterThan(0)
  })

  test("has a topic of several pages, pinned, closed and answered ones", async () => {
    const topics = (await Promise.all(PLACES.map(({ id }) => topicsByActivity(id)))).flatMap(
      ({ items }) => items,
    )
    const longest = topics.reduce((a, b) => (b.postCount > a.postCount ? b : a))
    expect(longest.postCount).toBeGreaterThan(60)
    expect(await postsOnPage(longest.id, 4)).toHaveLength(longest.postCount - 60)
    expect(topics.filter(({ locked }) => locked).length).toBeGreaterThan(0)
    expect(topics.filter(({ answer }) => answer).length).toBeGreaterThan(2)
    const pinned = (await findCategory("general"))!.pinned
    expect(await findTopics(pinned)).toHaveLength(pinned.length)
    expect(pinned).toHaveLength(2)
  })

  test("shows what members can do with a text, in short topics and long ones", async () => {
    const lists = await Promise.all(PLACES.map(({ id }) => topicsByActivity(id)))
    const topics = lists.flatMap(({ items }) => items)
    expect(topics.some(({ postCount }) => postCount <= 3)).toBe(true)
    const pages = await Promise.all(topics.map(({ id }) => postsOnPage(id, 1)))
    const html = pages.flatMap((posts) => posts!.map((post) => post.html)).join("\n")
    for (const part of ["<pre", "<blockquote", "<table", "<ol", 'href="/u/', 'class="hljs'])
      expect(html, part).toContain(part)
    expect(html, "in its own words").not.toMatch(/lorem ipsum/i)
  })

  test("lies in the past year, and the clock is right again", async () => {
    const { items } = await topicsByActivity("general")
    expect(items.every((topic) => Date.parse(topic.lastPostAt) < now())).toBe(true)
    expect(Math.abs(now() - Date.now())).toBeLessThan(1000)
  })

  test("has nobody who could sign in", async () => {
    for (const { name } of CAST) {
      const user = await userBySkeleton(skeletonOf(name))
      expect(user?.email).toBeUndefined()
    }
  })

  test("is refused where there is content", async () => {
    await expect(fillDemo()).rejects.toThrow(NotEmpty)
  })
})
