import { beforeAll, describe, expect, test } from "vitest"
import { mintId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { watchersOf } from "#lib/db/patterns/watching.ts"
import type { Member } from "#lib/forum/actor.ts"
import { keptTopicsFor, outlookOf, unreadTopicsFor, writtenTopicsFor } from "#lib/forum/own-lists.ts"
import { chooseWhatFollows, watchCategory, watchTopic } from "#lib/forum/watching.ts"
import { againAfter, oneByOne, twice } from "#lib/testing/deliveries.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { noteOwnPosts } from "./auto-watch.ts"

freshTable()

withoutLimits()

let ann: Member
let open: Category

beforeAll(async () => {
  ann = await someone()
  open = await aCategory()
})

const stateOf = async (who: Member, topic: string) => {
  const { level, wrote, lastRead, lastNumber } = (await readStateOf(who.id, topic)) ?? {}
  return { level, wrote, lastRead, lastNumber }
}
const watchers = async (topic: string) => (await watchersOf({ topic })).items.map(({ user }) => user)

describe("who writes", () => {
  test("watches the topic they start, tracks the one they answer, and has read so far", async () => {
    const [asks, answers] = [await someone(), await someone()]
    const { topic, post } = await aTopic(asks, open)
    const { post: reply } = await aReply(answers, topic)
    await settle()
    expect(await stateOf(asks, topic)).toEqual({
      level: "watching",
      wrote: post,
      lastRead: post,
      lastNumber: 1,
    })
    expect(await stateOf(answers, topic)).toEqual({
      level: "tracking",
      wrote: reply,
      lastRead: reply,
      lastNumber: 2,
    })
    expect(await watchers(topic)).toEqual([asks.id])
    const lists = [keptTopicsFor, writtenTopicsFor]
    for (const list of lists)
      for (const who of [asks, answers])
        expect((await list(await outlookOf(who))).items.map((one) => one.topic.id)).toEqual([topic])
    expect((await unreadTopicsFor(await outlookOf(answers))).items).toEqual([])
    expect((await unreadTopicsFor(await outlookOf(asks))).items.map((one) => one.topic.id)).toEqual([topic])
  })

  test("goes on watching their own topic when they reply in it", async () => {
    const who = await someone()
    const { topic } = await aTopic(who, open)
    const { post } = await aReply(who, topic)
    await settle()
    expect(await stateOf(who, topic)).toEqual({
      level: "watching",
      wrote: post,
      lastRead: post,
      lastNumber: 2,
    })
  })

  test("keeps what they chose: for the topic, for its category, and for what follows at all", async () => {
    const [chosen, inCategory, never] = [await someone(), await someone(), await someone()]
    const place = await aCategory()
    const { topic } = await aTopic(ann, place)
    await watchTopic(chosen, { topic, level: "normal" })
    await watchCategory(inCategory, { category: place.id, level: "muted" })
    await chooseWhatFollows(never, { started: "normal", replied: "normal" })
    for (const who of [chosen, inCategory, never]) await aReply(who, topic)
    await settle()
    const levels = await Promise.all([chosen, inCategory, never].map((who) => stateOf(who, topic)))
    expect(levels.map(({ level }) => level)).toEqual(["normal", undefined, undefined])
    expect(levels.every(({ wrote }) => wrote)).toBe(true)
  })

  test("is told no less of a category that they watch because they replied in it", async () => {
    const [who, place] = [await someone(), await aCategory()]
    await watchCategory(who, { category: place.id, level: "watching" })
    const { topic } = await aTopic(ann, place)
    await aReply(who, topic)
    await settle()
    expect((await stateOf(who, topic)).level).toBeUndefined()
  })
})

test("how many posts came before is known even where the topic does not count them yet", async () => {
  const who = await someone()
  const { topic } = await aTopic(ann, open)
  const replies: string[] = []
  for (let n = 0; n < 24; n++) replies.push((await aReply(n === 22 ? who : ann, topic)).post)
  await noteOwnPosts(who.id, topic, replies[22]!)
  expect(await stateOf(who, topic)).toMatchObject({ lastRead: replies[22], lastNumber: 24 })
})

describe("changes that come again", () => {
  for (const [name, deliver] of Object.entries({ twice, oneByOne, "after a crash": againAfter(2) }))
    test(`change nothing: ${name}`, async () => {
      const who = await someone()
      const { topic } = await aTopic(ann, open)
      const replies = [await aReply(who, topic), await aReply(who, topic), await aReply(who, topic)]
      await settle({ deliver })
      const last = replies.at(-1)!.post
      expect(await stateOf(who, topic)).toEqual({
        level: "tracking",
        wrote: last,
        lastRead: last,
        lastNumber: 4,
      })
      expect((await writtenTopicsFor(await outlookOf(who))).items).toHaveLength(1)
    })

  test("do not bring back what the member has chosen since", async () => {
    const who = await someone()
    const { topic } = await aTopic(who, open)
    await settle({
      deliver: (changes) => [changes],
    })
    await watchTopic(who, { topic, level: "muted" })
    await aReply(who, topic)
    await settle({ deliver: twice })
    expect((await stateOf(who, topic)).level).toBe("muted")
    expect(await watchers(topic)).toEqual([])
  })
})

test("what was imported, or moved from another topic, was not written now", async () => {
  const who = await someone()
  const { topic, post } = await aTopic(ann, open)
  const first = (await getPost(topic, post))!
  const marks = [{ imported: true as const }, { movedFrom: mintId(Date.now(), "elsewhere") }]
  const some = marks.map((mark, i) => {
    const id = mintId(Date.now() + i, JSON.stringify(mark))
    return Posts.encode({ ...first, ...mark, id, author: { id: who.id, name: who.name } })
  })
  await putMany(some)
  await settle()
  expect(await stateOf(who, topic)).toEqual({})
})
