/** That a reply is the answer is told once, however often it is accepted. */
import { beforeEach, describe, expect, test } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { markNotificationRead } from "#lib/forum/notifications.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { toldTo, unreadOf } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { notifications } from "../notifications.ts"
import { tellAnswer } from "./answers.ts"

freshTable()

let [asker, author] = [] as unknown as [Member, Member]
let [topic, post] = ["", ""]
beforeEach(async () => {
  ;[asker, author] = [await staff(), await someone()]
  topic = (await aTopic(asker, await aCategory({ kind: "question" }))).topic
  post = (await aReply(author, topic)).post
  await follow()
})

const follow = () => settle({ projections: [notifications] })
const accept = (accepted: boolean, which = post) => acceptAnswer(asker, { post: which, accepted })
const told = async () => (await toldTo(author)).filter(({ kind }) => kind === "answer")

describe("an answer that is accepted, and not, and accepted again", () => {
  test("is told once, and out of sight while it is not the answer", async () => {
    await accept(true)
    await follow()
    const [first] = await told()
    expect(first).toMatchObject({ post, by: [{ id: asker.id }] })
    await accept(false)
    await follow()
    expect(await told()).toEqual([])
    expect(await unreadOf(author)).toBe(0)
    await accept(true)
    await follow()
    expect(await told()).toEqual([first])
    expect(await unreadOf(author)).toBe(1)
  })

  test("is told once when nothing was told before all of it had happened", async () => {
    for (const accepted of [true, false, true, false, true]) await accept(accepted)
    await follow()
    expect(await told()).toHaveLength(1)
    expect(await unreadOf(author)).toBe(1)
  })

  test("stays read", async () => {
    await accept(true)
    await follow()
    const { id } = (await told())[0]!
    await markNotificationRead(author, { notification: id })
    await accept(false)
    await follow()
    await accept(true)
    await follow()
    expect(await told()).toMatchObject([{ id, readAt: expect.any(String) }])
    expect(await unreadOf(author)).toBe(0)
  })

  test("is told once by several workers, and where another one was the answer in between", async () => {
    const other = (await aReply(await someone(), topic)).post
    await accept(true)
    await follow()
    await accept(true, other)
    await follow()
    expect(await told()).toEqual([])
    await accept(true)
    const answer = { post, author: { id: author.id, name: author.name }, at: new Date().toISOString() }
    await Promise.all([follow(), tellAnswer(topic, answer), tellAnswer(topic, answer)])
    expect(await told()).toHaveLength(1)
    expect(await unreadOf(author)).toBe(1)
  })

  test("stays out of sight when it is restored, and is not the answer any more", async () => {
    await accept(true)
    await follow()
    await removePost(asker, { post })
    await follow()
    await restorePost(asker, { post })
    await follow()
    expect(await told()).toEqual([])
    await accept(true)
    await follow()
    expect(await told()).toHaveLength(1)
  })
})
