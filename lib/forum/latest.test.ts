import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest"
import { MINUTE, setClock } from "#lib/base/clock.ts"
import type { Cursor, Page } from "#lib/base/page.ts"
import { measure } from "#lib/db/capacity.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { findTopics, topicsByAuthor } from "#lib/db/patterns/topics.ts"
import { unanswered } from "#lib/projections/unanswered.ts"
import { COUNTERS, settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { latestTopics, newestTopics, waitingTopics } from "./latest.ts"
import { removePost } from "./removal.ts"

freshTable()

type Walk = (categories: Category[], cursor?: Cursor, size?: number) => Promise<Page<Topic>>

/** Titles page by page, going on in one direction until there is nothing left. */
async function walk(
  list: Walk,
  categories: Category[],
  way: "older" | "newer",
  from?: Cursor,
): Promise<string[][]> {
  const pages: string[][] = []
  for (let cursor = from, first = true; first || cursor; first = false) {
    const page = await list(categories, cursor, 7)
    pages.push(page.items.map((topic) => topic.title))
    cursor = page[way]
  }
  return pages
}

describe("the latest topics of several categories", () => {
  let categories: Category[]
  const titles: string[] = []

  beforeAll(async () => {
    const start = Date.UTC(2026, 0, 1)
    const member = await someone(undefined, { role: "moderator" })
    const [busy, slow, quiet, empty] = [
      await aCategory(),
      await aCategory(),
      await aCategory(),
      await aCategory(),
    ]
    try {
      for (let n = 0; n < 45; n++) {
        setClock(() => start + n * MINUTE)
        const place = n < 2 ? quiet : n % 9 === 0 ? slow : busy
        const title = `Topic number ${String(n).padStart(2, "0")}`
        await aTopic(member, place, { title })
        titles.unshift(title)
      }
    } finally {
      setClock()
    }
    await settleFigures()
    const ids = [busy, slow, quiet, empty].map(({ id }) => id)
    categories = (await listCategories()).filter(({ id }) => ids.includes(id))
  }, 60_000)

  test.each([
    ["by activity", latestTopics],
    ["by creation", newestTopics],
  ])("%s, can be walked from the newest to the oldest and back, each once and in order", async (_, list) => {
    const down = await walk(list as Walk, categories, "older")
    expect(down.flat()).toEqual(titles)
    const up = await walk(list as Walk, categories, "newer", { direction: "oldest" })
    expect(up.reverse().flat()).toEqual(titles)
  })

  test("a page in the middle leads to its neighbours in both directions", async () => {
    const first = await latestTopics(categories, undefined, 7)
    const second = await latestTopics(categories, first.older, 7)
    const back = await latestTopics(categories, second.newer, 7)
    expect(back.items).toEqual(first.items)
    expect(first.newer).toBeUndefined()
  })

  test("say exactly whether there is more", async () => {
    const all = await latestTopics(categories, undefined, 45)
    expect(all.items).toHaveLength(45)
    expect(all.older).toBeUndefined()
    expect((await latestTopics(categories, undefined, 44)).older).toBeDefined()
  })

  test("a cursor beyond either end shows nothing, and one that names no topic goes on from its time", async () => {
    const id = "0".repeat(26)
    const before: Cursor = { direction: "older", from: { time: "2020-01-01T00:00:00.000Z", id } }
    expect((await latestTopics(categories, before)).items).toEqual([])
    const after: Cursor = { direction: "newer", from: { time: "2030-01-01T00:00:00.000Z", id } }
    expect((await latestTopics(categories, after)).items).toEqual([])
    const at: Cursor = { direction: "older", from: { time: "2026-01-01T00:03:00.000Z", id } }
    expect((await latestTopics(categories, at)).items.map(({ title }) => title)).toEqual(titles.slice(-3))
  })

  test("nothing is read of a category that cannot contribute", async () => {
    const { value, units } = await measure(() => latestTopics(categories, undefined, 5))
    expect(value.items).toHaveLength(5)
    expect(units.requests).toBeLessThanOrEqual(2)
  })

  test("costs at most 3 units and 1 for each category that is recent", async () => {
    const { units } = await measure(() => latestTopics(categories))
    expect(units.rcu).toBeLessThanOrEqual(3 + 3)
  })

  test("a reply brings its topic to the top; a removed topic is gone, and its category's date misleads nobody", async () => {
    const [member, moderator] = [await someone(), await someone(undefined, { role: "moderator" })]
    const [one, other] = [await aCategory(), await aCategory()]
    const old = await aTopic(member, one, { title: "An old topic" })
    const gone = await aTopic(member, other, { title: "A topic that goes" })
    await aReply(member, old.topic)
    await removePost(moderator, { post: gone.post })
    await settleFigures()
    const fresh = (await listCategories()).filter(({ id }) => id === one.id || id === other.id)
    const page = await latestTopics(fresh, undefined, 1)
    expect(page.items.map(({ title }) => title)).toEqual(["An old topic"])
    expect(page.older).toBeUndefined()
  })
})

test("one row that cannot be read is left out of every list, and the log names it once", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
  onTestFinished(() => said.mockRestore())
  const ann = await someone()
  const category = await aCategory()
  const titles = ["The first", "A broken row", "The last"]
  const [, broken] = [
    await aTopic(ann, category, { title: titles[0]!, tags: ["oakum"] }),
    await aTopic(ann, category, { title: titles[1]!, tags: ["oakum"] }),
    await aTopic(ann, category, { title: titles[2]!, tags: ["oakum"] }),
  ]
  await settle({ projections: [...COUNTERS, unanswered] })
  const change = { update: "SET postCount = :many", values: { ":many": "many" } }
  await commit([{ kind: "update", key: topicKey(category.id, broken.topic), ...change }])
  const categories = (await listCategories()).filter(({ id }) => id === category.id)
  const lists = [
    await latestTopics(categories),
    await newestTopics(categories),
    await waitingTopics(categories),
    await topicsByAuthor(ann.id, () => true),
    await topicsWithTag("oakum", () => true),
  ].map(({ items }) => items.map(({ title }) => title))
  for (const list of lists) expect(list).toEqual(["The last", "The first"])
  expect(await findTopics([broken.topic])).toEqual([])
  const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes(broken.topic))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain("postCount")
  // Whoever would change something by it is told: what is done by halves is worse.
  await expect(findTopics([broken.topic], { consistent: true })).rejects.toThrow()
})
