import { beforeAll, describe, expect, test, vi } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { bookmarkPost } from "#lib/forum/bookmarks.ts"
import { takeStance } from "#lib/forum/following.ts"
import { markAllNotificationsRead } from "#lib/forum/notifications.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import type { Written } from "#lib/forum/topics.ts"
import { watchCategory, watchTopic } from "#lib/forum/watching.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { viewerOf } from "./viewer.ts"

// Outside of Next nothing is kept: what the table says now is what pages would show.
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

withoutLimits()

let [writer, moderator]: [Member, Member] = [undefined as never, undefined as never]
let [open, below, hiddenBelow]: [Category, Category, Category] = [
  undefined as never,
  undefined as never,
  undefined as never,
]
let topic: Written

beforeAll(async () => {
  ;[writer, moderator] = [await someone("Quill"), await staff()]
  open = await aCategory({ name: "Harbour", kind: "question" })
  below = await aCategory({ name: "Pier", parent: open.id })
  hiddenBelow = await aCategory({ name: "Secret pier", parent: open.id, readers: "staff" })
  await aCategory({ name: "Cabin", readers: "members" })
  topic = await aTopic(writer, open, { title: "Where do the gulls sleep?", tags: ["gulls"] })
})

describe("the viewer", () => {
  test("learns who they are, what they may do and how far they have read", async () => {
    const reader = await someone()
    const [read, answer] = [await aTopic(writer, open), await aReply(writer, topic.topic)]
    await readUpTo(reader, { post: read.post })
    await likePost(reader, { post: answer.post, liked: true })
    const view = await viewerOf(reader, {
      topic: topic.topic,
      topics: `${read.topic},junk,${topic.topic.toLowerCase()}`,
    })
    expect(view.me).toMatchObject({ id: reader.id, name: reader.name, staff: false, hasPrivate: true })
    expect(view.topic?.likes).toEqual([answer.post])
    expect(view.topic?.can).toMatchObject({ reply: true, editAny: false, answer: false, move: false })
    expect(view.topics).toEqual({ [read.topic]: { lastRead: read.post, number: 1 }, [topic.topic]: {} })
    expect(await viewerOf(GUEST, { topics: read.topic, member: writer.id })).toEqual({ me: null })
  })

  test("learns which topics call them: by a post that names or answers them, until they have seen it", async () => {
    const reader = await someone()
    const [named, other] = [await aTopic(writer, open), await aTopic(writer, open)]
    await watchTopic(reader, { topic: other.topic, level: "watching" })
    const call = await aReply(writer, named.topic, `What does @${reader.name} say?`)
    await aReply(writer, named.topic, `@${reader.name}?`)
    await aReply(writer, other.topic)
    await settle()
    const ask = { topics: `${named.topic},${other.topic}` }
    const before = await viewerOf(reader, ask)
    expect(before.me?.unread).toBe(3)
    expect(before.topics?.[named.topic]).toEqual({ called: call.post })
    expect(before.topics?.[other.topic]).not.toHaveProperty("called")
    expect((await viewerOf(writer, ask)).topics?.[named.topic]).not.toHaveProperty("called")
    await markAllNotificationsRead(reader)
    expect((await viewerOf(reader, ask)).topics?.[named.topic]).toBeNull()
  })

  test("learns what they follow: topics as they chose, else as the category, and the member whose page it is", async () => {
    const reader = await someone()
    const [chosen, other] = [await aTopic(writer, open), await aTopic(writer, open)]
    await watchCategory(reader, { category: open.id, level: "muted" })
    await watchTopic(reader, { topic: chosen.topic, level: "watching" })
    await bookmarkPost(reader, { post: chosen.post })
    await takeStance(reader, { member: writer.id, stance: "follow" })
    const view = await viewerOf(reader, { topic: chosen.topic, topics: chosen.topic, member: writer.id })
    expect(view.topic).toMatchObject({ level: "watching", bookmarked: [chosen.post] })
    expect(view.topics).toEqual({ [chosen.topic]: { level: "watching" } })
    expect(view.keeping).toEqual({
      categories: { [open.id]: { level: "muted" }, [below.id]: { level: "muted" } },
    })
    expect(view.stance).toBe("follow")
    expect((await viewerOf(reader, { topic: other.topic })).topic?.level).toBe("muted")
    expect((await viewerOf(writer, { member: writer.id })).stance).toBeUndefined()
  })

  test("learns nothing of a topic that is not for them", async () => {
    const secret = await aTopic(moderator, hiddenBelow)
    expect((await viewerOf(await someone(), { topic: secret.topic })).topic).toBeUndefined()
  })
})
