import { describe, expect, test } from "vitest"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getPost, postsByAuthor } from "#lib/db/patterns/posts.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { findTopic, topicsByActivity, topicsByAuthor } from "#lib/db/patterns/topics.ts"
import { RULES } from "#lib/limits/rules.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { acceptAnswer } from "./answers.ts"
import { removePost, restorePost } from "./removal.ts"

freshTable()

describe("deleting a reply", () => {
  test("leaves its place with who, when and why, and takes it off its author's list", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ben, topic)
    await removePost(ben, { post, why: "Wrong topic" })
    expect(await getPost(topic, post)).toMatchObject({
      removed: { by: { name: ben.name }, byStaff: false, why: "Wrong topic" },
    })
    expect((await postsByAuthor(ben.id, async (posts) => posts)).items).toEqual([])
    // Pages are counted by it: a deleted post keeps its number.
    await settleFigures()
    expect(await findTopic(topic)).toMatchObject({ postCount: 2 })
    await restorePost(ben, { post })
    expect((await getPost(topic, post))?.removed).toBeUndefined()
    expect((await postsByAuthor(ben.id, async (posts) => posts)).items).toHaveLength(1)
  })

  test("is refused to others and to guests, who cannot see what is deleted either", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ben, topic)
    await expect(removePost(ann, { post })).rejects.toMatchObject({ code: "not-your-post" })
    await expect(removePost(GUEST, { post })).rejects.toMatchObject({ kind: "unauthenticated" })
    await removePost(ben, { post })
    await expect(removePost(ann, { post })).rejects.toMatchObject({ code: "post-missing" })
    await expect(restorePost(ann, { post })).rejects.toMatchObject({ code: "post-missing" })
  })

  test("by a moderator is undone by moderators only", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ann, topic)
    await removePost(mod, { post, why: "Advertising" })
    await expect(restorePost(ann, { post })).rejects.toMatchObject({ code: "not-restorable" })
    await restorePost(mod, { post })
    expect((await getPost(topic, post))?.removed).toBeUndefined()
  })

  test("twice is once, and so is restoring", async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ann, topic)
    await Promise.all([1, 2, 3, 4].map(() => removePost(ann, { post })))
    const removed = (await getPost(topic, post))?.removed
    await removePost(ann, { post, why: "again" })
    expect((await getPost(topic, post))?.removed).toEqual(removed)
    await Promise.all([1, 2, 3, 4].map(() => restorePost(ann, { post })))
    expect((await getPost(topic, post))?.removed).toBeUndefined()
  })

  test("and restoring it is done so often in an hour; by staff as often as they want", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ann, topic)
    for (let n = 0; n < RULES["post.change"].times; n++)
      await (n % 2 ? restorePost : removePost)(ann, { post })
    // What changes nothing spends nothing.
    await restorePost(ann, { post })
    await expect(removePost(ann, { post })).rejects.toMatchObject({ kind: "limited" })
    for (const change of [removePost, restorePost]) await change(mod, { post })
    expect((await getPost(topic, post))?.removed).toBeUndefined()
  })

  test("takes the mark of the answer away", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { topic } = await aTopic(ann, await aCategory({ kind: "question" }))
    const { post } = await aReply(ben, topic)
    await acceptAnswer(ann, { post, accepted: true })
    await removePost(ben, { post })
    expect((await findTopic(topic))?.answer).toBeUndefined()
  })
})

describe("deleting a topic", () => {
  test("takes it off every list and every count; restoring brings all of it back", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const category = await aCategory()
    const { topic, post } = await aTopic(ann, category, { tags: ["boats"] })
    await aReply(ben, topic)
    const lists = async () => {
      await settleFigures()
      return [
        (await topicsByActivity(category.id)).items.length,
        (await topicsByAuthor(ann.id, () => true)).items.length,
        (await topicsWithTag("boats", () => true)).items.filter(({ id }) => id === topic).length,
        (await findCategory(category.id))?.topicCount,
        (await findCategory(category.id))?.postCount,
      ]
    }
    expect(await lists()).toEqual([1, 1, 1, 1, 2])
    const mod = await staff()
    await removePost(mod, { post })
    expect(await lists()).toEqual([0, 0, 0, 0, 0])
    await restorePost(mod, { post })
    expect(await lists()).toEqual([1, 1, 1, 1, 2])
  })

  test("is for its author while nobody has replied, and for moderators always", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { topic, post } = await aTopic(ann, await aCategory())
    await removePost(ann, { post })
    expect((await findTopic(topic))?.removed).toMatchObject({ byStaff: false })
    await expect(removePost(ben, { post })).rejects.toMatchObject({ code: "post-missing" })
    await restorePost(ann, { post })
    await aReply(ben, topic)
    await expect(removePost(ann, { post })).rejects.toMatchObject({ code: "topic-has-replies" })
    await removePost(mod, { post })
    expect((await findTopic(topic))?.removed).toMatchObject({ byStaff: true })
  })

  test("closes everything in it", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { topic, post } = await aTopic(ann, await aCategory())
    const made = await aReply(ben, topic)
    await removePost(mod, { post })
    await expect(aReply(ben, topic)).rejects.toMatchObject({ code: "topic-missing" })
    await expect(aReply(ann, topic)).rejects.toMatchObject({ code: "topic-removed" })
    await expect(removePost(ben, { post: made.post })).rejects.toMatchObject({ code: "post-missing" })
    await expect(removePost(mod, { post: made.post })).rejects.toMatchObject({ code: "topic-removed" })
  })
})
