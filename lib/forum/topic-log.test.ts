import { describe, expect, test } from "vitest"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { toldTo, types } from "#lib/testing/cases.ts"
import { listen } from "#lib/testing/faults.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { acceptAnswer } from "./answers.ts"
import { caseIdOf, currentCase, pastOf } from "./cases.ts"
import { lockTopic } from "./closing.ts"
import { editPost } from "./editing.ts"
import { mergeTopics, splitTopic, undoMove } from "./merging.ts"
import { MAX_PINNED, pinTopic } from "./pinning.ts"
import { report } from "./reporting.ts"
import { retitleTopic } from "./retitling.ts"
import { sourceOf } from "./sources.ts"
import { moveTopic } from "./topics.ts"

freshTable()

async function scene(kind: "question" | "discussion" = "question") {
  const [ann, ben, mod, category] = [
    await someone(),
    await someone(),
    await staff(),
    await aCategory({ kind }),
  ]
  const { topic, post: first } = await aTopic(ann, category, { title: "Tar" })
  const { post } = await aReply(ben, topic)
  return { ann, ben, mod, category, topic, first, post, id: caseIdOf({ kind: "topic", id: first }) }
}

describe("what staff do with a topic", () => {
  test("is in the log by the very request that does it: whoever dies, neither is there without the other", async () => {
    const { mod, category, topic, first, post, id } = await scene()
    const elsewhere = await aCategory({ kind: "question" })
    const version = async () => (await findTopic(topic, { consistent: true }))!.version
    const title = { topic, title: "Which tar?", tags: [] }
    const sent = listen()
    const acts: [string, () => Promise<unknown>][] = [
      ["locked", () => lockTopic(mod, { topic, locked: true })],
      ["unlocked", () => lockTopic(mod, { topic, locked: false })],
      ["pinned", () => pinTopic(mod, { topic, pinned: true })],
      ["unpinned", () => pinTopic(mod, { topic, pinned: false })],
      ["retitled", async () => retitleTopic(mod, { ...title, version: await version() })],
      ["moved", () => moveTopic(mod, { topic, category: elsewhere.id })],
      ["moved", () => moveTopic(mod, { topic, category: category.id })],
      ["accepted", () => acceptAnswer(mod, { post, accepted: true })],
      ["unaccepted", () => acceptAnswer(mod, { post, accepted: false })],
      ["edited", () => editPost(mod, { post: first, version: 2, body: "I do wonder." })],
      ["split", () => splitTopic(mod, { post, title: "Birds", category: category.id, which: "alone" })],
    ]
    for (const [, act] of acts) {
      sent.splice(0)
      await act()
      const made = sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))
      expect(made).toHaveLength(1)
      expect(JSON.stringify(made[0]!.input)).toContain("EVENT#")
    }
    expect(types(await pastOf(id))).toEqual(acts.map(([type]) => type))
  })

  test("that takes longer is in the log from its beginning, and so is its undo", async () => {
    const { mod, ben, category, topic, id } = await scene()
    const later = await aTopic(ben, category, { title: "Pitch" })
    const merge = await mergeTopics(mod, { topic, other: later.topic, words: "The same question" })
    const ofLater = caseIdOf({ kind: "topic", id: later.post })
    expect(await pastOf(ofLater)).toMatchObject([{ type: "merged", to: "Tar", words: "The same question" }])
    await finish(merge.id)
    await finish((await undoMove(mod, { saga: merge.id })).id)
    expect(await pastOf(id)).toMatchObject([{ type: "unmerged", to: "Pitch" }])
    await settle()
    expect(await toldTo(ben)).toContainEqual(["changed", "The same question"])
  })

  test("is told to its author where there is something to say, and leaves a report open", async () => {
    const { ann, mod, first, topic, id } = await scene()
    await report(await someone(), { kind: "post", id: first, reason: "off-topic", words: undefined })
    await lockTopic(mod, { topic, locked: true, words: "All is said" })
    await lockTopic(mod, { topic, locked: true, words: "All is said" })
    await pinTopic(mod, { topic, pinned: true })
    expect(types(await pastOf(id))).toEqual(["reported", "locked", "pinned"])
    expect(await currentCase(id)).toMatchObject({ state: "open", turn: 3 })
    await settle()
    expect((await toldTo(ann)).filter(([news]) => news)).toEqual([["changed", "All is said"]])
  })

  test("an edit and an answer that they accept have a reason, which reaches the author", async () => {
    const { ann, ben, mod, post, id } = await scene()
    await editPost(mod, { post, version: 1, body: "Pine tar", words: "Birch has none" })
    await acceptAnswer(mod, { post, accepted: true, words: "Tried and found good" })
    await acceptAnswer(mod, { post, accepted: false, words: "It leaks after all" })
    await settle()
    expect((await toldTo(ben)).filter(([news]) => news)).toEqual([["changed", "Birch has none"]])
    expect((await toldTo(ann)).filter(([news]) => news === "changed")).toEqual([
      ["changed", "It leaks after all"],
      ["changed", "Tried and found good"],
    ])
    expect(types(await pastOf(id))).toEqual(["accepted", "unaccepted"])
  })

  test("is no event where it is one's own topic, or nothing changes", async () => {
    const { ann, mod, category, post, id, topic } = await scene()
    await acceptAnswer(ann, { post, accepted: true })
    await moveTopic(mod, { topic, category: category.id })
    expect(await pastOf(id)).toEqual([])
  })
})

describe("a pinned topic", () => {
  test("stands in its category, which has room for five; only staff pin", async () => {
    const { ann, mod, category, topic } = await scene("discussion")
    await expect(pinTopic(ann, { topic, pinned: true })).rejects.toMatchObject({ code: "not-allowed" })
    for (let n = 0; n < MAX_PINNED; n++)
      await pinTopic(mod, { topic: (await aTopic(await someone(), category)).topic, pinned: true })
    await expect(pinTopic(mod, { topic, pinned: true })).rejects.toMatchObject({ code: "too-many-pinned" })
    expect((await findCategory(category.id))?.pinned).toHaveLength(MAX_PINNED)
  })
})

describe("another title", () => {
  test("needs the topic as it was read; its tags come along", async () => {
    const { mod, topic, first } = await scene()
    await retitleTopic(mod, { topic, version: 1, title: "Which tar?", tags: ["tar"] })
    expect(await findTopic(topic)).toMatchObject({ title: "Which tar?", slug: "which-tar", tags: ["tar"] })
    const { revision } = await sourceOf(mod, first)
    expect(revision).toMatchObject({ n: 2, title: "Which tar?", tags: ["tar"], source: "I wonder." })
    await expect(retitleTopic(mod, { topic, version: 1, title: "Tars", tags: [] })).rejects.toMatchObject({
      code: "title-overtaken",
    })
  })
})
