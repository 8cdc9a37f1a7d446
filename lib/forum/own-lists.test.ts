import { beforeAll, describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { keepingOf } from "#lib/db/patterns/watching.ts"
import { noteOwnPost } from "#lib/db/writes/watching.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { keptOf, topicIds } from "#lib/testing/lists.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Member } from "./actor.ts"
import { changeCategory } from "./categories.ts"
import { takeStance } from "./following.ts"
import {
  newPostsIn,
  newTopicsFor,
  outlookOf,
  unreadInCategories,
  unreadTopicsFor,
  writtenTopicsFor,
} from "./own-lists.ts"
import { markAllRead, readUpTo, unmarkAllRead } from "./reading.ts"
import { removePost } from "./removal.ts"
import { watchCategory, watchTopic } from "./watching.ts"

freshTable()

withoutLimits()

let [ann, ben]: [Member, Member] = [undefined as never, undefined as never]
let open: Category

beforeAll(async () => {
  ;[ann, ben] = [await someone(), await someone()]
  open = await aCategory()
})

const newOf = async (who: Member) => topicIds(await newTopicsFor(await outlookOf(who)))
const unreadOf = async (who: Member) => topicIds(await unreadTopicsFor(await outlookOf(who)))
const unreadInCategoriesOf = async (who: Member) => topicIds(await unreadInCategories(await outlookOf(who)))

describe("what is new to a member", () => {
  test("are topics of others that they have not opened, muted or marked as read", async () => {
    const place = await aCategory()
    const [who, noisy] = [await someone(), await someone()]
    const fresh = await aTopic(ann, place)
    const [own, opened, muted] = [
      await aTopic(who, place),
      await aTopic(ann, place),
      await aTopic(ann, place),
    ]
    const byNoisy = await aTopic(noisy, place)
    const removed = await aTopic(ann, place)
    await readUpTo(who, { post: opened.post })
    await watchTopic(who, { topic: muted.topic, level: "muted" })
    await takeStance(who, { member: noisy.id, stance: "mute" })
    await removePost(ann, { post: removed.post })
    await settleFigures()
    const inPlace = (await newOf(who)).filter((id) =>
      [fresh, own, opened, muted, byNoisy, removed].some(({ topic }) => topic === id),
    )
    expect(inPlace).toEqual([fresh.topic])
    await watchCategory(who, { category: place.id, level: "muted" })
    expect(await newOf(who)).not.toContain(fresh.topic)
    await watchCategory(who, { category: place.id, level: "normal" })
    await markAllRead(who, { category: place.id, through: new Date().toISOString() })
    expect(await newOf(who)).not.toContain(fresh.topic)
    const later = await aTopic(ann, place)
    await settleFigures()
    expect(await newOf(who)).toContain(later.topic)
  })

  test("is nothing that they may not see, nor what is old", async () => {
    const place = await aCategory()
    const who = await someone()
    const { topic } = await aTopic(ann, place)
    await settleFigures()
    expect(await newOf(who)).toContain(topic)
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    expect(await newOf(who)).not.toContain(topic)
    await changeCategory({ kind: "operator" }, place.id, { readers: "everyone" })
    setClock(() => Date.now() + 15 * 86_400_000)
    try {
      expect(await newOf(who)).not.toContain(topic)
    } finally {
      setClock()
    }
  })

  test("is shown to the end, page by page, each topic once", async () => {
    const [who, place] = [await someone(), await aCategory()]
    const writers = await Promise.all(Array.from({ length: 16 }, () => someone()))
    const made = await Promise.all(
      writers.flatMap((writer) => Array.from({ length: 3 }, () => aTopic(writer, place))),
    )
    await settleFigures()
    const found: string[] = []
    const outlook = await outlookOf(who)
    const here = { ...outlook, categories: outlook.categories.filter(({ id }) => id === place.id) }
    let page = await newTopicsFor(here)
    for (; ; page = await newTopicsFor(here, page.older)) {
      expect(page.items.length).toBeLessThanOrEqual(30)
      found.push(...topicIds(page))
      if (!page.older) break
    }
    expect(found.length).toBe(made.length)
    expect(new Set(found)).toEqual(new Set(made.map(({ topic }) => topic)))
  })
})

describe("what is unread to a member", () => {
  test("are followed topics with posts behind the one they read last, and how many where it is known", async () => {
    const who = await someone()
    const { topic, post } = await aTopic(ann, open)
    await watchTopic(who, { topic, level: "tracking" })
    await readUpTo(who, { post })
    expect(await unreadOf(who)).toEqual([])
    const [one, two] = [await aReply(ann, topic), await aReply(ben, topic)]
    await settleFigures()
    const [row] = (await unreadTopicsFor(await outlookOf(who))).items
    expect([row?.topic.id, row && newPostsIn(row)]).toEqual([topic, 2])
    await readUpTo(who, { post: one.post, number: 2 })
    expect((await unreadTopicsFor(await outlookOf(who))).items.map(newPostsIn)).toEqual([1])
    await readUpTo(who, { post: two.post })
    expect(await unreadOf(who)).toEqual([])
    await aReply(who, topic)
    await settleFigures()
    expect(await unreadOf(who)).toEqual([])
  })

  test("goes away by marking everything as read, and comes back with the next post", async () => {
    const who = await someone()
    const { topic } = await aTopic(ann, open)
    await watchTopic(who, { topic, level: "watching" })
    expect(await unreadOf(who)).toEqual([topic])
    await markAllRead(who, { through: new Date().toISOString() })
    await markAllRead(who, { through: "2020-01-01T00:00:00.000Z" })
    expect(await unreadOf(who)).toEqual([])
    await aReply(ann, topic)
    await settleFigures()
    expect(await unreadOf(who)).toEqual([topic])
  })

  test("can be taken back, until something else is marked", async () => {
    const who = await someone()
    const { topic } = await aTopic(ann, open)
    await watchTopic(who, { topic, level: "watching" })
    const through = new Date().toISOString()
    await markAllRead(who, { through })
    await markAllRead(who, { through })
    expect(await unreadOf(who)).toEqual([])
    await unmarkAllRead(who, { through: "2020-01-01T00:00:00.000Z" })
    expect(await unreadOf(who)).toEqual([])
    await unmarkAllRead(who, { through })
    expect(await unreadOf(who)).toEqual([topic])
    // Once, and only by whoever marked it: what was before is not brought back twice.
    await unmarkAllRead(who, { through })
    expect(await unreadOf(who)).toEqual([topic])
  })

  test("does not reach into the future, whatever a form says", async () => {
    const who = await someone()
    await markAllRead(who, { through: "2999-01-01T00:00:00.000Z" })
    const { general } = await keepingOf(who.id)
    expect(Date.parse(general?.readThrough ?? "")).toBeLessThanOrEqual(Date.now())
  })

  test("comes from followed categories too, but not what was there before or has its own level", async () => {
    const [who, place] = [await someone(), await aCategory()]
    const before = await aTopic(ann, place)
    await watchCategory(who, { category: place.id, level: "tracking" })
    const [after, muted, removed] = [
      await aTopic(ann, place),
      await aTopic(ann, place),
      await aTopic(ann, place),
    ]
    await watchTopic(who, { topic: muted.topic, level: "muted" })
    await removePost(ann, { post: removed.post })
    await settleFigures()
    expect(await unreadInCategoriesOf(who)).toEqual([after.topic])
    await aReply(ann, before.topic)
    await settleFigures()
    expect(await unreadInCategoriesOf(who)).toEqual([before.topic, after.topic])
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    expect(await unreadInCategoriesOf(who)).toEqual([])
  })

  test("vanishes from every list with the right to read it", async () => {
    const [who, place] = [await someone(), await aCategory()]
    const { topic } = await aTopic(ann, place)
    await watchTopic(who, { topic, level: "watching" })
    expect([await unreadOf(who), await keptOf(who)]).toEqual([[topic], [topic]])
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    expect([await unreadOf(who), await keptOf(who)]).toEqual([[], []])
  })
})

test("what a member wrote in is listed by when they last wrote, each topic once", async () => {
  const who = await someone()
  const [one, two] = [await aTopic(ann, open), await aTopic(ann, open)]
  const note = async (topic: string, post: string) => {
    const state = await readStateOf(who.id, topic, { consistent: true })
    await commit(noteOwnPost(state, { user: who.id, topic, post }, "tracking", new Date().toISOString()))
  }
  for (const { topic } of [one, two, one]) await note(topic, (await aReply(who, topic)).post)
  expect(topicIds(await writtenTopicsFor(await outlookOf(who)))).toEqual([one.topic, two.topic])
  await settleFigures()
  const [topic] = await findTopics([one.topic])
  expect((await readStateOf(who.id, one.topic))?.lastRead).toBe(topic?.lastPost.id)
})
