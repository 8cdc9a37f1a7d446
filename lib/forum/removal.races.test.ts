import { expect, test } from "vitest"
import { isForumError } from "#lib/base/errors.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { acceptAnswer } from "./answers.ts"
import { lockTopic } from "./closing.ts"
import { removePost, restorePost } from "./removal.ts"
import { moveTopic } from "./topics.ts"

freshTable()

test("replies that come while a topic is deleted and restored are there and counted, or refused", async () => {
  const [ann, mod] = [await someone(), await staff()]
  const category = await aCategory()
  const { topic, post } = await aTopic(ann, category)
  const writers = await Promise.all(Array.from({ length: 6 }, () => someone()))
  const replies = writers.map(async (writer, i) => {
    try {
      return await aReply(writer, topic, `Reply ${i}`)
    } catch (error) {
      if (!isForumError(error)) throw error
      return undefined
    }
  })
  await removePost(mod, { post })
  await restorePost(mod, { post })
  const made = (await Promise.all(replies)).filter((one) => one !== undefined)
  await settleFigures()
  expect(await findTopic(topic)).toMatchObject({ postCount: 1 + made.length })
  expect(await findCategory(category.id)).toMatchObject({ topicCount: 1, postCount: 1 + made.length })
})

test("a topic that is moved and deleted at once is deleted, wherever it is, and counted nowhere", async () => {
  const mod = await staff()
  const [from, to] = [await aCategory(), await aCategory()]
  for (let turn = 0; turn < 5; turn++) {
    const { topic, post } = await aTopic(mod, from)
    await Promise.all([moveTopic(mod, { topic, category: to.id }), removePost(mod, { post })])
    expect(await findTopic(topic)).toMatchObject({ category: to.id, removed: { by: { id: mod.id } } })
  }
  await settleFigures()
  for (const { id } of [from, to])
    expect(await findCategory(id)).toMatchObject({ topicCount: 0, postCount: 0 })
})

test("a topic that is moved while it is replied to, closed and answered loses nothing of it", async () => {
  const [ann, mod] = [await someone(), await staff()]
  const [from, to] = [await aCategory({ kind: "question" }), await aCategory({ kind: "question" })]
  const { topic } = await aTopic(ann, from)
  const { post } = await aReply(mod, topic)
  await Promise.all([
    moveTopic(mod, { topic, category: to.id }),
    aReply(mod, topic),
    aReply(mod, topic),
    acceptAnswer(mod, { post, accepted: true }),
    lockTopic(mod, { topic, locked: true }),
  ])
  await settleFigures()
  expect(await findTopic(topic)).toMatchObject({
    category: to.id,
    postCount: 4,
    locked: true,
    answer: { post },
  })
  expect(await findCategory(from.id)).toMatchObject({ topicCount: 0, postCount: 0 })
  expect(await findCategory(to.id)).toMatchObject({ topicCount: 1, postCount: 4 })
})

test("what is accepted and deleted at once is not the answer", async () => {
  const ben = await someone()
  for (let turn = 0; turn < 5; turn++) {
    const { topic } = await aTopic(await staff(), await aCategory({ kind: "question" }))
    const { post } = await aReply(ben, topic)
    const mod = await staff()
    await Promise.allSettled([acceptAnswer(mod, { post, accepted: true }), removePost(ben, { post })])
    expect((await getPost(topic, post))?.removed).toBeDefined()
    expect((await findTopic(topic))?.answer).toBeUndefined()
  }
})
