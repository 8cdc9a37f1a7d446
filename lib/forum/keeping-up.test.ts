import { beforeAll, describe, expect, test, vi } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { bookmarkOn, bookmarksOf } from "#lib/db/patterns/own-lists.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import {
  followedOf,
  followersOf,
  keepingOf,
  mutesOf,
  stancesOf,
  watchersOf,
} from "#lib/db/patterns/watching.ts"
import { noteOwnPost } from "#lib/db/writes/watching.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST, type Member } from "./actor.ts"
import { bookmarkPost, unbookmarkPost } from "./bookmarks.ts"
import { changeCategory } from "./categories.ts"
import { stanceOn, takeStance } from "./following.ts"
import {
  keptTopicsFor,
  newPostsIn,
  newTopicsFor,
  outlookOf,
  unreadInCategories,
  unreadTopicsFor,
  writtenTopicsFor,
} from "./own-lists.ts"
import { markAllRead, readUpTo } from "./reading.ts"
import { removePost } from "./removal.ts"
import { watchCategory, watchTopic } from "./watching.ts"

freshTable()

// A few people write more here than limits allow.
vi.stubEnv("STOA_LIMIT_SCALE", "100000")
forgetConfig()

let [ann, ben]: [Member, Member] = [undefined as never, undefined as never]
let open: Category

beforeAll(async () => {
  ;[ann, ben] = [await someone(), await someone()]
  open = await aCategory()
})

const ids = (page: { items: { topic: { id: string } }[] }): string[] =>
  page.items.map(({ topic }) => topic.id)
const newOf = async (who: Member) => ids(await newTopicsFor(await outlookOf(who)))
const unreadOf = async (who: Member) => ids(await unreadTopicsFor(await outlookOf(who)))
const unreadInCategoriesOf = async (who: Member) => ids(await unreadInCategories(await outlookOf(who)))
const keptOf = async (who: Member) => ids(await keptTopicsFor(await outlookOf(who)))
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

describe("following a member", () => {
  test("is kept from both ends, and muting ends it", async () => {
    const [who, whom] = [await someone(), await someone()]
    await takeStance(who, { member: whom.id, stance: "follow" })
    expect((await followersOf(whom.id)).items.map(({ follower }) => follower.id)).toEqual([who.id])
    expect((await followedOf(who.id)).items.map(({ followed }) => followed.id)).toEqual([whom.id])
    await takeStance(who, { member: whom.id, stance: "mute" })
    expect((await followersOf(whom.id)).items).toEqual([])
    expect((await mutesOf(who.id)).map(({ muted }) => muted.id)).toEqual([whom.id])
    expect(await stanceOn(who.id, whom.id)).toBe("mute")
    await takeStance(who, { member: whom.id, stance: "neutral" })
    expect(await mutesOf(who.id)).toEqual([])
  })

  test("and muting at once leaves one of both, never both", async () => {
    const [who, whom] = [await someone(), await someone()]
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        (["follow", "mute", "follow"] as const).map((stance) => takeStance(who, { member: whom.id, stance })),
      )
      const follows = (await followedOf(who.id)).items.length
      expect((await followersOf(whom.id)).items).toHaveLength(follows)
      expect((await mutesOf(who.id)).length + follows).toBe(1)
    }
  })

  test("goes page by page", async () => {
    const whom = await someone()
    const fans = await Promise.all(Array.from({ length: 52 }, () => someone()))
    await Promise.all(fans.map((fan) => takeStance(fan, { member: whom.id, stance: "follow" })))
    const first = await followersOf(whom.id)
    const rest = await followersOf(whom.id, first.next)
    const found = [...first.items, ...rest.items].map(({ follower }) => follower.id)
    expect([first.items.length, rest.next]).toEqual([50, undefined])
    expect(found.sort()).toEqual(fans.map(({ id }) => id).sort())
  })

  test("is not for oneself, nor for who is not there", async () => {
    await expect(takeStance(ann, { member: ann.id, stance: "mute" })).rejects.toMatchObject({
      code: "own-follow",
    })
    const nobody = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    await expect(takeStance(ann, { member: nobody, stance: "follow" })).rejects.toMatchObject({
      code: "member-missing",
    })
  })
})

describe("a bookmark", () => {
  const marksOf = async (who: Member) =>
    (await bookmarksOf(who.id, async (some) => some.map((bookmark) => ({ bookmark })))).items.map(
      ({ bookmark }) => [bookmark.post, bookmark.note],
    )

  test("keeps its topic on the list until the last one is gone", async () => {
    const who = await someone()
    const { topic, post } = await aTopic(ann, open)
    const { post: reply } = await aReply(ann, topic)
    await bookmarkPost(who, { post, note: "For winter." })
    await bookmarkPost(who, { post: reply })
    expect(await marksOf(who)).toEqual([
      [reply, undefined],
      [post, "For winter."],
    ])
    await unbookmarkPost(who, { post })
    expect(await keptOf(who)).toEqual([topic])
    await unbookmarkPost(who, { post: reply })
    expect(await keptOf(who)).toEqual([])
    expect(await marksOf(who)).toEqual([])
  })

  test("comes back with its note, and in its place, when it was taken away by mistake", async () => {
    const who = await someone()
    const { post } = await aTopic(ann, open)
    const { at } = await bookmarkPost(who, { post, note: "Read again" })
    await unbookmarkPost(who, { post })
    await unbookmarkPost(who, { post })
    expect(await bookmarkPost(who, { post })).toMatchObject({ note: "Read again", at })
    await bookmarkPost(who, { post, note: "" })
    expect(await marksOf(who)).toEqual([[post, undefined]])
  })

  test("set and taken away at once is there or not, and everything agrees", async () => {
    const who = await someone()
    const { topic, post } = await aTopic(ann, open)
    for (let round = 0; round < 5; round++) {
      await bookmarkPost(who, { post })
      await Promise.all([
        unbookmarkPost(who, { post }),
        bookmarkPost(who, { post }),
        watchTopic(who, { topic, level: "normal" }),
        unbookmarkPost(who, { post }),
      ])
      const isThere = (await bookmarkOn(who.id, post))?.removedAt === undefined
      expect((await readStateOf(who.id, topic))?.bookmarks?.has(post) ?? false).toBe(isThere)
      expect((await keptOf(who)).includes(topic)).toBe(isThere)
      expect(await marksOf(who)).toHaveLength(isThere ? 1 : 0)
    }
  })

  test("can be taken away where one may not read any more", async () => {
    const who = await someone()
    const place = await aCategory()
    const { post } = await aTopic(ann, place)
    await bookmarkPost(who, { post })
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    await expect(bookmarkPost(who, { post })).rejects.toMatchObject({ kind: "not-found" })
    await unbookmarkPost(who, { post })
    expect(await marksOf(who)).toEqual([])
  })
})

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
      found.push(...ids(page))
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
  expect(ids(await writtenTopicsFor(await outlookOf(who)))).toEqual([one.topic, two.topic])
  await settleFigures()
  const [topic] = await findTopics([one.topic])
  expect((await readStateOf(who.id, one.topic))?.lastRead).toBe(topic?.lastPost.id)
})
