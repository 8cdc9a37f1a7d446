/** What people's writes do when DynamoDB or the network does not. */
import { beforeEach, describe, expect, test } from "vitest"
import { postKey } from "#lib/db/keys/posts.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { findPost, lastPosts } from "#lib/db/patterns/posts.ts"
import { reactionsTo } from "#lib/db/patterns/revisions.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import {
  intercept,
  listen,
  losing,
  type Sent,
  transacts,
  type Wire,
  withoutWaiting,
} from "#lib/testing/faults.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { freshTable } from "#lib/testing/table.ts"
import { editPost } from "./editing.ts"
import { reply } from "./posts.ts"
import { likePost } from "./reactions.ts"
import { removePost } from "./removal.ts"
import { moveTopic } from "./topics.ts"

freshTable()
beforeEach(withoutWaiting)

describe("when an answer is lost", () => {
  test("a topic is started once and counted once", async () => {
    const ann = await someone()
    const category = await aCategory()
    const lost = losing(transacts("FORM#"), 2)
    const { topic } = await aTopic(ann, category, { tags: ["boats"] })
    expect(lost.count).toBe(2)
    expect(await lastPosts(topic)).toHaveLength(1)
    await settleFigures()
    expect(await findCategory(category.id)).toMatchObject({ topicCount: 1, postCount: 1 })
    expect(await getUser(ann.id)).toMatchObject({ topicCount: 1, postCount: 11 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("a reply is posted once and counted once, whether its own answer is lost or that of the counting", async () => {
    const ann = await someone()
    const category = await aCategory()
    const { topic } = await aTopic(ann, category)
    const own = losing(transacts("FORM#"))
    await aReply(ann, topic)
    await aReply(ann, topic)
    const counting = losing(figures, 3)
    await settleFigures()
    expect([own.count, counting.count]).toEqual([1, 3])
    expect(await lastPosts(topic)).toHaveLength(3)
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("a like counts once", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const category = await aCategory()
    const { post } = await aTopic(ann, category)
    const lost = losing(transacts(`POST#${post}`))
    await likePost(ben, { post, liked: true })
    expect(lost.count).toBe(1)
    await settleFigures()
    expect(await findPost(post)).toMatchObject({ likeCount: 1 })
    expect(await reactionsTo(post)).toHaveLength(1)
    await likePost(ben, { post, liked: true })
    await likePost(ben, { post, liked: false })
    await settleFigures()
    expect(await findPost(post)).toMatchObject({ likeCount: 0 })
    expect(await wrongFigures(category.id)).toEqual([])
  })

  test("an edit is no conflict with itself, and a removal is done", async () => {
    const ann = await someone()
    const { post, topic } = await aTopic(ann, await aCategory())
    const lost = losing(transacts(`TOPIC#${topic}`))
    const edited = await editPost(ann, { post, version: 1, body: "Another thought." })
    expect(lost.count).toBe(1)
    expect(edited.post).toMatchObject({ version: 2 })
    const { post: second } = await aReply(ann, topic)
    losing(({ command }) => command === "UpdateItem")
    expect((await removePost(ann, { post: second })).post.removed).toBeDefined()
  })

  test("for good, the same form sent again gives the one reply, and it is counted", async () => {
    const ann = await someone()
    const category = await aCategory()
    const { topic } = await aTopic(ann, category)
    const input = { form: aForm(), topic, body: "Did this arrive?" }
    const stop = intercept(async (sent, goOn) => {
      const answer = await goOn()
      if (transacts("FORM#")(sent)) throw new Error("The line is dead.")
      return answer
    })
    await expect(reply(ann, input)).rejects.toThrow("The line is dead.")
    stop()
    const again = await reply(ann, input)
    expect((await lastPosts(topic)).map((post) => post.id).slice(1)).toEqual([again.post])
    await settleFigures()
    expect(await wrongFigures(category.id)).toEqual([])
  })
})

/** Whether a request writes figures that follow from the stream. */
const figures = ({ input }: Sent): boolean => JSON.stringify(input).includes("appliedThrough = :through")

/** As an index that has not caught up: the next `times` questions where things live find nothing. */
function lagging(times: number): void {
  let left = times
  intercept(async (sent, goOn) => {
    const answer = await goOn()
    if (sent.input.IndexName !== "GSI2" || left <= 0) return answer
    left--
    answer.output.Items = []
    return answer
  })
}

describe("when the index by id lags behind", () => {
  test("what one has just made is found", async () => {
    const ann = await someone()
    const { topic, post } = await aTopic(ann, await aCategory())
    lagging(2)
    await aReply(ann, topic)
    lagging(2)
    expect(await findPost(post)).toMatchObject({ id: post })
  })

  test("a topic that moves keeps what is still to be counted", async () => {
    const mod = await staff()
    const [from, to] = [await aCategory(), await aCategory()]
    const { topic } = await aTopic(mod, from)
    await aReply(mod, topic)
    await moveTopic(mod, { topic, category: to.id })
    lagging(6)
    await settleFigures()
    expect([await wrongFigures(from.id), await wrongFigures(to.id)]).toEqual([[], []])
    expect(await findCategory(to.id)).toMatchObject({ topicCount: 1, postCount: 2 })
  })
})

/** The keys that were read, each with whether it was at least once read consistently. */
function readsOf(sent: Sent[]): Map<string, boolean> {
  const reads = new Map<string, boolean>()
  for (const { command, input } of sent) {
    const parts = command === "GetItem" ? [{ Keys: [input.Key], ConsistentRead: input.ConsistentRead }] : []
    if (command === "BatchGetItem") parts.push(...(Object.values(input.RequestItems) as Wire[]))
    for (const { Keys, ConsistentRead } of parts) {
      for (const { PK, SK } of Keys) {
        const name = `${PK.S} ${SK.S}`
        reads.set(name, reads.get(name) || ConsistentRead === true)
      }
    }
  }
  return reads
}

describe("what is decided by is read consistently", () => {
  test("a topic and its category before a reply; a post with them before a like, an edit, a removal", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const category = await aCategory()
    const { topic, post } = await aTopic(ann, category)
    const row = `CATEGORY#${category.id} TOPIC#${topic}`
    for (const { verb, keys } of [
      { verb: () => reply(ann, { form: aForm(), topic, body: "Hello." }), keys: [row] },
      { verb: () => likePost(ben, { post, liked: true }), keys: [row, postName(topic, post)] },
      { verb: () => editPost(ann, { post, version: 1, body: "New." }), keys: [row, postName(topic, post)] },
      { verb: () => removePost(ann, { post }).catch(() => {}), keys: [row, postName(topic, post)] },
    ]) {
      const sent = listen()
      await verb()
      const reads = readsOf(sent)
      for (const key of [...keys, `CATEGORY#${category.id} CATEGORY#${category.id}`]) {
        expect([key, reads.get(key)]).toEqual([key, true])
      }
    }
  })

  test("what a form made", async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    const input = { form: aForm(), topic, body: "Twice." }
    await reply(ann, input)
    const sent = listen()
    await reply(ann, input)
    expect([...readsOf(sent)].find(([key]) => key.startsWith("FORM#"))?.[1]).toBe(true)
  })
})

const postName = (topic: string, post: string) => Object.values(postKey(topic, post)).join(" ")
