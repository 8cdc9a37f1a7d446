/** What is too long for a batch, step by step, while other things happen. */
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import { MINUTE, nowIso, setClock } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { forgetConfig } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { searchTasks } from "#lib/db/patterns/search.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import { putTask } from "#lib/db/writes/search.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { search } from "#lib/projections/search.ts"
import { intercept, listen } from "#lib/testing/faults.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { searchIndex } from "./current.ts"
import type { Scope } from "./search-index.ts"
import { keepSearchUp } from "./tasks.ts"
import { type Batch, postsOfCategory } from "./walk.ts"

freshTable()
vi.stubEnv("STOA_LIMIT_SCALE", "100000")
forgetConfig()
afterEach(() => setClock())
const only = { projections: [search] }
let ann: Member
beforeAll(async () => {
  ann = await someone()
})

async function found(text: string, scope: Scope): Promise<number> {
  const wish = {
    text,
    phrases: [],
    filters: { tags: [] },
    order: "date" as const,
    size: 1_000,
    byTopic: false,
  }
  return (await searchIndex().find([scope], wish)).hits.length
}

/** @returns ids of the posts, in their order */
async function posts(topic: string, count: number, text: (n: number) => string): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => mintId(Date.now() + n, `task ${topic} ${n}`))
  const author = { id: ann.id, name: ann.name }
  const known = { topic, author, renderer: 1, createdAt: nowIso(), version: 1, likeCount: 0 }
  await Promise.all(ids.map((id, n) => commit([putPost({ ...known, id, html: `<p>${text(n)}</p>` })])))
  return ids
}

async function aLongTopic(category: Category, word: string): Promise<{ topic: string; ids: string[] }> {
  const { topic } = await aTopic(ann, category, { title: `About ${word}`, body: word })
  return { topic, ids: await posts(topic, 130, (n) => `${word} number ${n}`) }
}

describe("a category that gets other readers", () => {
  test("is taken away where it was when all of it is where it belongs, long topics too", async () => {
    const category = await aCategory()
    await aLongTopic(category, "bowsprit")
    await aTopic(ann, category, { title: "A second bowsprit" })
    await settle(only)
    await keepSearchUp()
    const all = await found("bowsprit", "everyone")
    expect(all).toBe(132)
    await changeCategory({ kind: "operator" }, category.id, { readers: "members" })
    await settle(only)
    const then: number[] = []
    intercept(async ({ input }, goOn) => {
      if (String(input.Item?.SK?.S).startsWith("GONE#c.")) then.push(await found("bowsprit", "members"))
      return goOn()
    })
    await keepSearchUp()
    expect(then).toEqual([all, all])
    expect([await found("bowsprit", "everyone"), await found("bowsprit", "members")]).toEqual([0, all])
    expect(await searchTasks()).toEqual([])
  })

  test("is read again after a minute: what is indexed then goes by its readers of then", async () => {
    const category = await aCategory()
    const { topic } = await aTopic(ann, category, { title: "A long text of capstans" })
    await posts(topic, 8, () => "capstan ".repeat(20_000))
    await aTopic(ann, category, { title: "A short one" })
    const walk = postsOfCategory(category.id)
    const first = (await walk.next()).value as Batch
    expect(first.entries.every(({ scope }) => scope === "everyone")).toBe(true)
    await changeCategory({ kind: "operator" }, category.id, { readers: "staff" })
    const later = Date.now() + 2 * MINUTE
    setClock(() => later)
    const second = (await walk.next()).value as Batch
    expect(second.entries.map(({ scope, post }) => [scope, post.title])).toEqual([["staff", "A short one"]])
    expect(first.stamp).toBeLessThan(later)
    expect(second.stamp).toBe(later)
  })
})

describe("a long topic", () => {
  test("is gone on with behind a post that has left it meanwhile", async () => {
    const { topic, ids } = await aLongTopic(await aCategory(), "mizzen")
    await commit([putTask({ kind: "topic", id: topic, after: ids[99]!, stamp: Date.now() })])
    await commit([{ kind: "delete", key: postKey(topic, ids[99]!) }])
    await keepSearchUp()
    expect(await found("mizzen", "everyone")).toBe(30)
  })
})

test("out of time, nothing is begun; a moment before, one step at most", async () => {
  const { topic } = await aLongTopic(await aCategory(), "halyard")
  await commit([putTask({ kind: "topic", id: topic, stamp: Date.now() })])
  const sent = listen()
  await keepSearchUp(Date.now())
  expect(sent).toEqual([])
  let time = Date.now()
  setClock(() => time++)
  await keepSearchUp(time + 3)
  expect(await searchTasks()).toHaveLength(1)
  await keepSearchUp()
  expect(await searchTasks()).toEqual([])
  expect(await found("halyard", "everyone")).toBe(131)
})
