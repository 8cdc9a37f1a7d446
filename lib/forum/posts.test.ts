import { describe, expect, test } from "vitest"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { lastPosts, pageOfPost, postsOnPage } from "#lib/db/patterns/posts.ts"
import { findTopic, topicsByActivity } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { reply } from "./posts.ts"

freshTable()

describe("reply", () => {
  test("becomes the last post of the topic, and topic and category count it", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const category = await aCategory()
    const topic = await aTopic(ann, category)
    const { post } = await aReply(ben, topic.topic, "To **Naxos**.")
    expect((await lastPosts(topic.topic)).at(-1)).toMatchObject({
      id: post,
      html: expect.stringContaining("<strong>Naxos"),
    })
    await settleFigures()
    expect(await findTopic(topic.topic)).toMatchObject({
      postCount: 2,
      lastPost: { id: post, author: { name: ben.name } },
    })
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 1, postCount: 2 })
    expect(await getUser(ben.id)).toMatchObject({ postCount: 11 })
    expect((await topicsByActivity(category.id)).items.map((row) => row.id)).toEqual([topic.topic])
  })

  test("is refused where only staff write, except to staff", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const category = await aCategory({ writers: "staff" })
    const topic = await aTopic(mod, category)
    await expect(aReply(ann, topic.topic)).rejects.toMatchObject({
      kind: "forbidden",
      code: "category-closed",
    })
    await aReply(mod, topic.topic)
  })

  test("finds no topic where the topic is hidden from the writer", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const topic = await aTopic(mod, await aCategory({ readers: "staff" }))
    await expect(aReply(ann, topic.topic)).rejects.toMatchObject({ kind: "not-found", code: "topic-missing" })
  })

  test("is posted once when the form is sent twice, and again, and at the same time", async () => {
    const ann = await someone()
    const topic = await aTopic(ann, await aCategory())
    const input = { form: aForm(), topic: topic.topic, body: "Once." }
    const made = await Promise.all([reply(ann, input), reply(ann, input), reply(ann, input)])
    made.push(await reply(ann, input))
    expect(new Set(made.map((one) => one.post)).size).toBe(1)
    expect(await lastPosts(topic.topic)).toHaveLength(2)
    await settleFigures()
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 2 })
  })

  test("starts a new page after every twenty posts, which is found by number and by post", async () => {
    const mod = await staff()
    const topic = await aTopic(mod, await aCategory())
    await Promise.all(Array.from({ length: 45 }, (_, i) => aReply(mod, topic.topic, `Reply ${i}`)))
    const pages = await Promise.all([1, 2, 3, 4].map((n) => postsOnPage(topic.topic, n)))
    expect(pages.map((page) => page?.length)).toEqual([20, 20, 6, undefined])
    await settleFigures()
    expect(await findTopic(topic.topic)).toMatchObject({ postCount: 46 })
    for (const [i, page] of pages.entries()) {
      for (const post of page ?? []) expect(await pageOfPost(topic.topic, post.id)).toBe(i + 1)
    }
  })
})
