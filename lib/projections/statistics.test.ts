import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { DAY, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { factKey } from "#lib/db/keys/statistics.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import type { Member } from "#lib/forum/actor.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { countedDays, type Kept, keptDays } from "#lib/testing/days.ts"
import { againAfter, oneByOne, reordered, splitAt, twice } from "#lib/testing/deliveries.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { changesSince, type Delivery, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { statistics } from "./statistics.ts"

freshTable()

const projections = [statistics]
const MONTH = "2026-07"
/** Each test has a day of its own; it begins at noon, so that none ends while it runs. */
let today = Date.parse("2026-07-01T12:00:00Z")
const day = () => new Date(today).toISOString().slice(0, 10)
const begin = (): void => setClock(() => today)

beforeEach(async () => {
  today += DAY
  begin()
  await changesSince()
})
afterEach(() => setClock())

/** What is kept of a day: topics, posts, sign-ups, active members. */
async function figures(category?: Pick<Category, "id">): Promise<number[]> {
  const kept = await keptDays([MONTH], category ? [category] : [])
  const { topics = 0, posts = 0, signUps = 0, active = 0 } = kept[`${day()} ${category?.id ?? ""}`] ?? {}
  return [topics, posts, signUps, active]
}

/** Two members write in two categories, on one day. */
async function history(): Promise<{ ann: Member; ben: Member; topics: string[]; categories: Category[] }> {
  const [ann, ben] = [await someone(), await someone()]
  const categories = [await aCategory(), await aCategory()]
  const topics: string[] = []
  for (const category of categories) topics.push((await aTopic(ann, category)).topic)
  for (const topic of [topics[0]!, topics[0]!, topics[1]!]) await aReply(ben, topic)
  return { ann, ben, topics, categories }
}

describe("a day counts", () => {
  test("topics, posts, who joined and who was there; in a category what was written in it", async () => {
    const { categories } = await history()
    await settle({ projections })
    expect(await figures()).toEqual([2, 5, 2, 2])
    expect(await figures(categories[0])).toEqual([1, 3, 0, 2])
    expect(await figures(categories[1])).toEqual([1, 2, 0, 2])
  })

  test("who only read or liked as there, and nobody twice", async () => {
    const { ann, topics, ben } = await history()
    const [reader, liker] = [await someone(), await someone()]
    const [first] = await postsFrom(topics[0]!)
    await readUpTo(reader, { post: first!.id })
    await readUpTo(ben, { post: first!.id })
    await likePost(liker, { post: first!.id, liked: true })
    await aReply(ann, topics[0]!)
    await settle({ projections })
    expect((await figures())[3]).toBe(4)
  })

  test("what was written, whatever becomes of it: removed, moved away with its topic, merged into another", async () => {
    const { topics, categories } = await history()
    const mod = await staff()
    const [first, second, third] = await postsFrom(topics[0]!)
    await removePost(mod, { post: second!.id })
    await moveTopic(mod, { topic: topics[0]!, category: categories[1]!.id })
    const key = postKey(third!.topic, third!.id)
    await commit([
      { kind: "delete", key },
      { kind: "put", item: Posts.encode({ ...third!, topic: topics[1]! }) },
    ])
    await settle({ projections })
    expect(first!.opens).toBe(true)
    expect((await figures()).slice(0, 2)).toEqual([2, 5])
    expect((await figures(categories[0])).slice(0, 2)).toEqual([1, 3])
    expect((await figures(categories[1])).slice(0, 2)).toEqual([1, 2])
  })

  test("nothing that an import brought: it was written elsewhere", async () => {
    const { topics } = await history()
    await settle({ projections })
    const before = await figures()
    const [post] = await postsFrom(topics[0]!)
    const { writtenIn: _, opens: __, ...imported } = post!
    await commit([{ kind: "put", item: Posts.encode({ ...imported, id: newId() }) }])
    await settle({ projections })
    expect(await figures()).toEqual(before)
  })

  test("a member who confirms the address, once, and nobody who has not", async () => {
    await someone("Tiller", { verifiedAt: undefined })
    await settle({ projections })
    expect(await figures()).toEqual([0, 0, 0, 0])
    await someone("Rudder")
    await settle({ projections })
    expect(await figures()).toEqual([0, 0, 1, 0])
  })

  test("as many members as were there when it is forgotten who", async () => {
    const { ann } = await history()
    await settle({ projections })
    const before = await figures()
    today += 40 * DAY
    await commit([{ kind: "delete", key: factKey({ day: dayBefore(40), of: "member", id: ann.id }) }])
    await settle({ projections, deliver: (changes) => [changes.map((one) => ({ ...one, expired: true }))] })
    today -= 40 * DAY
    expect(await figures()).toEqual(before)
  })
})

const dayBefore = (days: number): string => new Date(today - days * DAY).toISOString().slice(0, 10)

describe("however the stream delivers", () => {
  const deliveries: [string, Delivery][] = [
    ["twice", twice],
    ["one by one", oneByOne],
    ["with the first seven again", againAfter(7)],
    ["mixed between keys", reordered(Math.random)],
    ["mixed, and twice", (changes) => reordered(Math.random)(changes).flatMap((some) => [some, some])],
  ]
  test.each(deliveries)("%s: each thing counts once", async (_, deliver) => {
    const { categories } = await history()
    await settle({ projections, deliver })
    expect((await figures()).slice(0, 2)).toEqual([2, 5])
    expect((await figures())[3]).toBe(2)
    expect(await kept(categories)).toEqual(await counted(categories))
  })

  test("cut anywhere, and from there again", async () => {
    const { categories } = await history()
    const changes = await changesSince()
    for (let n = 1; n < changes.length; n++) {
      for (const batch of [...splitAt(n)(changes), changes.slice(n)]) await statistics.apply(batch)
      await settle({ projections })
    }
    expect(await kept(categories)).toEqual(await counted(categories))
  })
})

/** The days of these categories, which nobody else writes in. */
async function kept(categories: Category[]): Promise<Kept> {
  return withoutForum(await keptDays([MONTH], categories))
}

async function counted(categories: Category[]): Promise<Kept> {
  return withoutForum(await countedDays(categories))
}

const withoutForum = (days: Kept): Kept =>
  Object.fromEntries(Object.entries(days).filter(([name]) => !name.endsWith(" ")))

test("a change that failed at its time is counted when it is repaired", async () => {
  const { categories, ben, topics } = await history()
  const changes = await changesSince()
  const failed = changes.filter(({ entityType }) => entityType === "Post").slice(1, 2)
  await statistics.apply(changes.filter((change) => !failed.includes(change)))
  await settle({ projections })
  let isOver = false
  const worker = (async () => {
    while (!isOver) await settle({ projections })
  })()
  await aReply(ben, topics[0]!)
  await statistics.repair!(failed)
  isOver = true
  await worker
  await settle({ projections })
  expect(await kept(categories)).toEqual(await counted(categories))
})
