import { describe, expect, test } from "vitest"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { findTopic, topicsByActivity } from "#lib/db/patterns/topics.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { lockTopic } from "./closing.ts"
import { removePost, restorePost } from "./removal.ts"
import { moveTopic } from "./topics.ts"

freshTable()

describe("starting a topic", () => {
  test("makes one however often its form is sent, and the same one again later", async () => {
    const ann = await someone()
    const category = await aCategory()
    const form = aForm()
    const made = await Promise.all([1, 2, 3].map(() => aTopic(ann, category, { form })))
    made.push(await aTopic(ann, category, { form }))
    expect(new Set(made.map(({ topic }) => topic)).size).toBe(1)
    await settleFigures()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 1, postCount: 1 })
  })

  test("is refused where only staff write, where one may not look, and to guests", async () => {
    const ann = await someone()
    const code = "category-missing"
    await expect(aTopic(ann, await aCategory({ writers: "staff" }))).rejects.toMatchObject({
      code: "category-closed",
    })
    await expect(aTopic(ann, await aCategory({ readers: "staff" }))).rejects.toMatchObject({ code })
    await expect(aTopic(ann, { id: "nowhere" })).rejects.toMatchObject({ code })
    await expect(aTopic(GUEST, await aCategory())).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("is limited, and says for how long", async () => {
    const ann = await someone()
    const category = await aCategory()
    const started = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(() => aTopic(ann, category)))
    const refused = started.find((one) => one.status === "rejected")
    expect(refused?.reason).toMatchObject({ kind: "limited", details: { retryAfter: expect.any(Number) } })
    expect(refused?.reason.message).toMatch(/again in \d+ seconds?\. What you wrote is kept\./)
  })
})

describe("moving a topic", () => {
  test("takes its row, its counts and its place under its tags along", async () => {
    const mod = await staff()
    const [from, to] = [await aCategory(), await aCategory()]
    const { topic } = await aTopic(mod, from, { tags: ["moved"] })
    await aReply(mod, topic)
    await moveTopic(mod, { topic, category: to.id })
    expect((await topicsByActivity(from.id)).items).toEqual([])
    expect((await topicsByActivity(to.id)).items.map(({ id }) => id)).toEqual([topic])
    await settleFigures()
    expect(await findCategory(from.id)).toMatchObject({ topicCount: 0, postCount: 0 })
    expect(await findCategory(to.id)).toMatchObject({ topicCount: 1, postCount: 2 })
    expect((await topicsWithTag("moved", () => true)).items).toMatchObject([{ id: topic, category: to.id }])
    await aReply(mod, topic)
    await settleFigures()
    expect(await findTopic(topic)).toMatchObject({ postCount: 3 })
  })

  test("is for staff, and into what exists", async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    const { id } = await aCategory()
    await expect(moveTopic(ann, { topic, category: id })).rejects.toMatchObject({ code: "not-allowed" })
    await expect(moveTopic(await staff(), { topic, category: "nowhere" })).rejects.toMatchObject({
      code: "category-missing",
    })
  })

  test("leaves a deleted topic deleted, and off its tags until it is restored", async () => {
    const mod = await staff()
    const to = await aCategory()
    const { topic, post } = await aTopic(mod, await aCategory(), { tags: ["gone"] })
    await removePost(mod, { post })
    await moveTopic(mod, { topic, category: to.id })
    expect((await topicsWithTag("gone", () => true)).items).toEqual([])
    await settleFigures()
    expect(await findCategory(to.id)).toMatchObject({ topicCount: 0, postCount: 0 })
    await restorePost(mod, { post })
    expect((await topicsWithTag("gone", () => true)).items).toHaveLength(1)
    await settleFigures()
    expect(await findCategory(to.id)).toMatchObject({ topicCount: 1, postCount: 1 })
  })
})

describe("closing a topic", () => {
  test("ends replies and edits, except those of staff, until it is opened again", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { topic } = await aTopic(ann, await aCategory())
    await expect(lockTopic(ann, { topic, locked: true })).rejects.toMatchObject({ code: "not-allowed" })
    await lockTopic(mod, { topic, locked: true })
    await lockTopic(mod, { topic, locked: true })
    await expect(aReply(ann, topic)).rejects.toMatchObject({ code: "topic-locked" })
    await aReply(mod, topic)
    await lockTopic(mod, { topic, locked: false })
    await aReply(ann, topic)
  })
})
