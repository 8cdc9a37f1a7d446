import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { getHeld } from "#lib/db/patterns/held.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { findTopic, topicsByAuthor } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { caseIdOf, currentCase, pastOf } from "#lib/forum/cases.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { DecisionInput, decide } from "#lib/forum/deciding.ts"
import { keepDraft } from "#lib/forum/drafts.ts"
import { editPost } from "#lib/forum/editing.ts"
import { Waits } from "#lib/forum/holding.ts"
import { reply } from "#lib/forum/posts.ts"
import { removePost } from "#lib/forum/removal.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { startTopic } from "#lib/forum/topics.ts"
import { decision, toldTo, types } from "#lib/testing/cases.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

import { loadCase } from "./cases.ts"
import { loadQueue } from "./moderation.ts"
import { loadOwnCases } from "./own-cases.ts"
import { loadStaffCase } from "./staff-case.ts"

freshTable()

const newcomer = (): Promise<Member> => someone(undefined, { postCount: 0 })

/** The case of what `write` wrote and was not posted. */
async function caseOf(write: Promise<unknown>): Promise<string> {
  const error = await write.catch((one: unknown) => one)
  if (!(error instanceof Waits)) throw error
  return error.id
}

const postsOf = (topic: string) => lastPosts(topic, 20)

async function heldReply(body = "South, I think.") {
  const [ann, author] = [await someone(), await newcomer()]
  const { topic } = await aTopic(ann, await aCategory())
  const id = await caseOf(aReply(author, topic, body))
  return { ann, author, topic, id }
}

beforeAll(() => changeSettings({ kind: "operator" }, { values: { "first-posts-held": 2 } }))

describe("a first post", () => {
  test("is nowhere but with its author and in the queue of staff", async () => {
    const { ann, author, topic, id } = await heldReply()
    await settle()
    expect((await findTopic(topic))?.postCount).toBe(1)
    expect(await postsOf(topic)).toHaveLength(1)
    expect((await getUser(author.id))?.postCount).toBe(0)
    const mod = await staff()
    expect((await loadQueue(mod, "held"))?.rows).toContainEqual(
      expect.objectContaining({ id, kind: "held", name: author.name, excerpt: "South, I think." }),
    )
    expect(await loadCase(author, id)).toMatchObject({ part: "held", state: "waiting", isTopic: false })
    expect((await loadOwnCases(author))?.rows).toMatchObject([{ id, type: "held" }])
    await expect(loadCase(ann, id)).rejects.toMatchObject({ kind: "not-found" })
    expect(await toldTo(ann)).toEqual([])
  })

  test("names no more people than one that is posted at once", async () => {
    const [author, ...named] = [
      await newcomer(),
      await someone(),
      await someone(),
      await someone(),
      await someone(),
    ]
    const { topic } = await aTopic(await someone(), await aCategory())
    const body = named.map(({ name }) => `@${name}`).join(" ")
    for (let n = 0; n < 2; n++) await caseOf(aReply(author, topic, body))
    await expect(aReply(author, topic, body)).rejects.toMatchObject({ kind: "limited" })
    await caseOf(aReply(author, topic, "Nobody in particular"))
  })

  test("becomes a post when it is approved, as if it were written then, and its author is told", async () => {
    const { author, topic, id } = await heldReply("South, with **tar**.")
    const later = await aReply(await someone(), topic, "West.")
    await decide(await staff(), await decision(id, "approve"))
    await settle()
    const posts = await postsOf(topic)
    expect(posts.map(({ author: by }) => by.id).at(-1)).toBe(author.id)
    expect(posts.at(-1)!.id > later.post).toBe(true)
    expect(posts.at(-1)!.html).toContain("<strong>tar</strong>")
    expect((await findTopic(topic))?.postCount).toBe(3)
    expect((await getUser(author.id))?.postCount).toBe(1)
    expect(await toldTo(author)).toEqual([["approved", undefined]])
    expect(await getHeld(author.id, id)).toMatchObject({ state: "approved", post: posts.at(-1)!.id })
    expect(types(await pastOf(id))).toEqual(["held", "approved"])
    expect(await loadCase(author, id)).toMatchObject({ state: "approved" })
  })

  test("that is rejected stays with its author and staff, with the reason; and may be approved after all", async () => {
    const { author, topic, id } = await heldReply()
    const mod = await staff()
    await decide(mod, await decision(id, "reject", "Say it in the other topic"))
    await settle()
    expect(await toldTo(author)).toEqual([["rejected", "Say it in the other topic"]])
    expect(await loadCase(author, id)).toMatchObject({
      state: "rejected",
      words: "Say it in the other topic",
      html: "<p>South, I think.</p>\n",
    })
    expect((await findTopic(topic))?.postCount).toBe(1)
    expect((await currentCase(id))?.state).toBe("closed")
    await decide(mod, await decision(id, "approve"))
    await settle()
    expect((await findTopic(topic))?.postCount).toBe(2)
  })

  test("may be a topic, with its title and tags, of which some may be new", async () => {
    const [author, category] = [await newcomer(), await aCategory()]
    const tag = `tag-${randomUUID().slice(0, 6)}`
    await aTopic(await staff(), category, { tags: [tag] })
    const id = await caseOf(aTopic(author, category, { title: "Which tar?", tags: [tag] }))
    expect((await topicsByAuthor(author.id, () => true)).items).toEqual([])
    const view = await loadStaffCase(await staff(), id)
    expect(view).toMatchObject({ held: { isTopic: true, title: "Which tar?", tags: [tag], isFirst: true } })
    await decide(await staff(), await decision(id, "approve"))
    const [topic] = (await topicsByAuthor(author.id, () => true)).items
    expect(topic).toMatchObject({ title: "Which tar?", tags: [tag], category: category.id })
  })

  test("waits once when the form is sent twice, also after it was approved", async () => {
    const [author, { topic }] = [await newcomer(), await aTopic(await someone(), await aCategory())]
    const input = { form: aForm(), topic, body: "Twice." }
    const ids = [await caseOf(reply(author, input)), await caseOf(reply(author, input))]
    expect(new Set(ids).size).toBe(1)
    await decide(await staff(), await decision(ids[0]!, "approve"))
    expect(await caseOf(reply({ ...author, postCount: 10, level: 1 }, input))).toBe(ids[0])
    expect(await postsOf(topic)).toHaveLength(2)
  })

  test("ends its draft", async () => {
    const author = await newcomer()
    const { topic } = await aTopic(await someone(), await aCategory())
    const writer = aForm()
    const { mark } = await keepDraft(author, {
      place: `reply:${topic}`,
      fields: { body: "x" },
      writer,
      turn: 1,
    })
    await caseOf(reply(author, { form: aForm(), topic, body: "x", writer, draftMark: mark }))
    await expect(
      keepDraft(author, { place: `reply:${topic}`, fields: { body: "y" }, mark, writer, turn: 2 }),
    ).rejects.toMatchObject({ code: "draft-gone" })
  })

  test("that was approved is looked at again when its author makes something else of it", async () => {
    const { author, topic, id } = await heldReply("Hello")
    const mod = await staff()
    await decide(mod, await decision(id, "approve"))
    const { id: post } = (await postsOf(topic)).at(-1)!
    const now = { ...author, postCount: 5 }
    await editPost(now, { post, version: 1, body: "Buy my boats" })
    await editPost(now, { post, version: 2, body: "Buy my boats!" })
    const about = caseIdOf({ kind: "post", id: post })
    expect(await currentCase(about)).toMatchObject({ state: "open", version: 1, excerpt: "Buy my boats" })
    await decide(mod, await decision(about, "dismiss"))
    await editPost({ ...author, level: 1 }, { post, version: 3, body: "Buy" })
    expect((await currentCase(about))?.state).toBe("closed")
  })

  test("stays with its author when they may not read any more what it is for", async () => {
    const [author, category] = [await newcomer(), await aCategory()]
    const id = await caseOf(aTopic(author, category))
    await changeCategory({ kind: "operator" }, category.id, { name: "Harbour", readers: "staff" })
    expect(await loadCase(author, id)).toMatchObject({ part: "held", state: "waiting" })
    expect(await loadCase(author, id)).not.toHaveProperty("where")
  })

  test("is one of the first only, and never of staff", async () => {
    const { topic } = await aTopic(await someone(), await aCategory())
    const [known, mod] = [
      await someone(undefined, { postCount: 2 }),
      await someone(undefined, { postCount: 0, role: "moderator" }),
    ]
    for (const one of [known, mod]) expect((await aReply(one, topic)).post).not.toBe("")
  })
})

describe("deciding about what waits", () => {
  test("a reason is needed to reject", async () => {
    const { id } = await heldReply()
    const input = { ...(await decision(id, "reject")), words: "" }
    expect(DecisionInput.safeParse(input).error?.issues[0]?.path).toEqual(["words"])
  })

  test("of two who decide at once one does", async () => {
    const { topic, id } = await heldReply()
    const choice = await decision(id, "approve")
    const both = [await staff(), await staff()].map((mod) => decide(mod, choice))
    const done = await Promise.allSettled(both)
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await postsOf(topic)).toHaveLength(2)
  })

  test("in a closed topic it can be approved, in one that is gone it cannot", async () => {
    const [closed, gone] = [await heldReply(), await heldReply()]
    const mod = await staff()
    await lockTopic(mod, { topic: closed.topic, locked: true })
    await decide(mod, await decision(closed.id, "approve"))
    expect(await postsOf(closed.topic)).toHaveLength(2)
    const { firstPost } = (await findTopic(gone.topic))!
    await removePost(mod, { post: firstPost })
    await expect(decide(mod, await decision(gone.id, "approve"))).rejects.toMatchObject({
      code: "topic-removed",
    })
    await decide(mod, await decision(gone.id, "reject", "The topic is gone"))
  })

  test("of who is suspended meanwhile can only be turned down", async () => {
    const { author, topic, id } = await heldReply()
    const mod = await staff()
    const until = { ":until": "2999-01-01T00:00:00.000Z" }
    const key = userKey(author.id)
    await commit([{ kind: "update", key, update: "SET suspendedUntil = :until", values: until }])
    await expect(decide(mod, await decision(id, "approve"))).rejects.toMatchObject({
      code: "author-suspended",
    })
    await decide(mod, await decision(id, "reject", "No"))
    expect(await postsOf(topic)).toHaveLength(1)
  })

  test("is not for members, to whom there is no such case", async () => {
    const { ann, author, id } = await heldReply()
    for (const one of [ann, author])
      await expect(decide(one, await decision(id, "approve"))).rejects.toMatchObject({ code: "case-missing" })
  })
})

test("what could not be posted is not held either", async () => {
  const [author, category] = [await newcomer(), await aCategory({ writers: "staff" })]
  await expect(aTopic(author, category)).rejects.toMatchObject({ code: "category-closed" })
  const open = await aCategory()
  const tags = [`new-${randomUUID().slice(0, 6)}`]
  const input = { form: aForm(), category: open.id, title: "Which tar?", body: "?", tags }
  await expect(startTopic(author, input)).rejects.toMatchObject({ code: "tag-not-allowed" })
  expect((await loadOwnCases(author))?.rows).toEqual([])
})
