import { describe, expect, test } from "vitest"
import { newId } from "#lib/base/ids.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { RULES } from "#lib/limits/rules.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { acceptAnswer } from "./answers.ts"
import { removePost } from "./removal.ts"

freshTable()

async function aQuestion() {
  const [ann, ben] = [await someone(), await someone()]
  const { topic, post: question } = await aTopic(ann, await aCategory({ kind: "question" }))
  const { post } = await aReply(ben, topic)
  return { ann, ben, topic, question, post }
}

describe("the answer of a question", () => {
  test("is accepted by who asked, exchanged, and taken back", async () => {
    const { ann, ben, topic, post } = await aQuestion()
    const second = (await aReply(ben, topic)).post
    await acceptAnswer(ann, { post, accepted: true })
    expect((await findTopic(topic))?.answer).toMatchObject({ post, author: { name: ben.name } })
    await acceptAnswer(ann, { post: second, accepted: true })
    // Taking back what is not the answer any more takes nothing.
    await acceptAnswer(ann, { post, accepted: false })
    expect((await findTopic(topic))?.answer).toMatchObject({ post: second })
    await acceptAnswer(ann, { post: second, accepted: false })
    expect((await findTopic(topic))?.answer).toBeUndefined()
  })

  test("is changed so often in an hour", async () => {
    const { ann, post } = await aQuestion()
    for (let n = 0; n < RULES["post.change"].times; n++)
      await acceptAnswer(ann, { post, accepted: n % 2 === 0 })
    await expect(acceptAnswer(ann, { post, accepted: true })).rejects.toMatchObject({ kind: "limited" })
    await acceptAnswer(await staff(), { post, accepted: true })
  })

  test("is accepted by moderators too, and by nobody else", async () => {
    const { ben, topic, post } = await aQuestion()
    await expect(acceptAnswer(ben, { post, accepted: true })).rejects.toMatchObject({
      code: "answer-own-topic-only",
    })
    await acceptAnswer(await staff(), { post, accepted: true })
    expect((await findTopic(topic))?.answer).toMatchObject({ post })
  })

  test("is neither the question nor a deleted post nor one that does not exist", async () => {
    const { ann, ben, question, post } = await aQuestion()
    const code = "answer-not-in-topic"
    await expect(acceptAnswer(ann, { post: question, accepted: true })).rejects.toMatchObject({ code })
    await removePost(ben, { post })
    const mod = await staff()
    await expect(acceptAnswer(mod, { post, accepted: true })).rejects.toMatchObject({ code })
    await expect(acceptAnswer(ann, { post: newId(), accepted: true })).rejects.toMatchObject({
      code: "post-missing",
    })
  })

  test("does not exist in a discussion", async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ann, topic)
    await expect(acceptAnswer(ann, { post, accepted: true })).rejects.toMatchObject({
      code: "not-a-question",
    })
  })
})
