import { afterAll, afterEach, describe, expect, test } from "vitest"
import { DAY, now } from "#lib/base/clock.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { mergeTopics } from "#lib/forum/merging.ts"
import { pinTopic } from "#lib/forum/pinning.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { setRole } from "#lib/forum/roles.ts"
import { actOnMany, doneBy, MOST_SELECTED, previewOf, SelectInput } from "#lib/forum/selecting.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { undo } from "#lib/forum/undoing.ts"
import { toldTo, types } from "#lib/testing/cases.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { caseOf, doMany, manyInput, rowOf, sceneOfMany } from "#lib/testing/many.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
withoutLimits()
afterEach(presentTime)
afterAll(expectConsistent, 60_000)

describe("an act on many topics", () => {
  test("is looked at before: what it would change, and what it leaves out and why; nothing is written", async () => {
    const { mod, topics, category } = await sceneOfMany(4)
    await lockTopic(mod, { topic: topics[1]!, locked: true })
    const other = await aTopic(await someone(), category)
    const merged = await mergeTopics(mod, { topic: topics[3]!, other: other.topic })
    await finish(merged.id)
    const items = [...topics.slice(0, 3), other.topic, "01ARZ3NDEKTSV4RRFFQ69G5FAV"]
    const sent = listen()
    const effects = await previewOf(mod, { of: "topics", act: "lock", items })
    expect(sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))).toEqual([])
    expect(effects.map((effect) => ("left" in effect ? effect.left : effect.title))).toEqual([
      "Number 0",
      "It is so already, or was changed since.",
      "Number 2",
      "It was merged into another topic.",
      expect.stringContaining("does not exist"),
    ])
  })

  for (const [who, work] of WORKERS)
    test(`closes each once with its event, by ${who}; and is taken back as a whole`, {
      timeout: 60_000,
    }, async () => {
      const { ann, ben, mod, topics, posts } = await sceneOfMany(5)
      await lockTopic(mod, { topic: topics[4]!, locked: true })
      const saga = await doMany(mod, { act: "lock", items: topics, words: "All is said" }, { work })
      expect(saga).toMatchObject({ state: "done", done: 4 })
      expect(doneBy(saga).left.map(({ id }) => id)).toEqual([topics[4]])
      for (const topic of topics) expect((await rowOf(topic)).locked).toBe(true)
      for (const post of posts) expect(types(await pastOf(caseOf(post)))).toEqual(["locked"])
      expect((await pastOf(caseOf(posts[0]!)))[0]).toMatchObject({ saga: saga.id, words: "All is said" })
      await settle()
      expect((await toldTo(ann)).filter(([news]) => news === "changed")).toHaveLength(2)
      expect((await toldTo(ben)).filter(([news]) => news === "changed")).toHaveLength(2)

      const back = await undo(mod, { saga: saga.id })
      expect((await finish(back.id, { work })).done).toBe(4)
      expect(await Promise.all(topics.map(async (topic) => (await rowOf(topic)).locked))).toEqual([
        ...[false, false, false, false],
        true,
      ])
      for (const post of posts.slice(0, 4))
        expect(types(await pastOf(caseOf(post)))).toEqual(["locked", "unlocked"])
      await expect(undo(mod, { saga: saga.id })).rejects.toMatchObject({ code: "already-undone" })
    })

  test("moves them, and back those that nobody has moved on", async () => {
    const { mod, topics, category } = await sceneOfMany()
    const [target, third] = [await aCategory(), await aCategory()]
    const saga = await doMany(mod, { act: "move", items: topics, category: target.id })
    await settle()
    expect(await findCategory(target.id, { consistent: true })).toMatchObject({ topicCount: 3 })
    await moveTopic(mod, { topic: topics[0]!, category: third.id })
    await finish((await undo(mod, { saga: saga.id })).id)
    expect(await Promise.all(topics.map(async (topic) => (await rowOf(topic)).category))).toEqual([
      third.id,
      ...[category.id, category.id],
    ])
  })

  test("gives tags and takes them off; what has no room is left out; undoing leaves what was there before", async () => {
    const { ann, mod, topics, category } = await sceneOfMany(2)
    const full = await aTopic(ann, category, { tags: ["a1", "a2", "a3", "a4", "a5"] })
    const saga = await doMany(mod, { act: "tag", items: [...topics, full.topic], tags: "tar, winter" })
    expect(doneBy(saga)).toMatchObject({ did: [{}, {}], left: [{ id: full.topic }] })
    expect((await rowOf(topics[0]!)).tags).toEqual(["tar", "winter"])
    expect((await topicsWithTag("winter", () => true)).items).toHaveLength(2)
    await finish((await undo(mod, { saga: saga.id })).id)
    expect((await rowOf(topics[0]!)).tags).toEqual(["tar"])
    const off = await doMany(mod, { act: "untag", items: topics, tags: "tar" })
    expect((await rowOf(topics[1]!)).tags).toEqual([])
    await finish((await undo(mod, { saga: off.id })).id)
    expect((await rowOf(topics[1]!)).tags).toEqual(["tar"])
  })

  test("unpins them; undoing gives each its place and its end again", async () => {
    const { mod, topics, category } = await sceneOfMany()
    const until = new Date(now() + DAY).toISOString()
    await pinTopic(mod, { topic: topics[0]!, pinned: true, until })
    await pinTopic(mod, { topic: topics[1]!, pinned: true })
    const saga = await doMany(mod, { act: "unpin", items: topics })
    expect(await findCategory(category.id, { consistent: true })).toMatchObject({ pinned: [], pinEnds: {} })
    await finish((await undo(mod, { saga: saga.id })).id)
    const after = (await findCategory(category.id, { consistent: true }))!
    expect([[...after.pinned].sort(), after.pinEnds]).toEqual([
      [topics[0]!, topics[1]!].sort(),
      { [topics[0]!]: until },
    ])
  })

  test("hides topics and posts with a reason; undoing brings back what this act hid, and nothing else", async () => {
    const { ben, mod, made, topics } = await sceneOfMany(2)
    const { post } = await aReply(ben, topics[0]!, "Buy boats")
    const gone = await aReply(ben, topics[0]!, "Gone already")
    await removePost(mod, { post: gone.post, why: "Before" })
    await settle()
    const unsaid = { ...manyInput({ act: "lock", items: topics }), act: "hide" }
    expect(SelectInput.safeParse(unsaid).success).toBe(false)
    const saga = await doMany(mod, {
      ...{ of: "posts", act: "hide", items: [post, gone.post, made[1]!.post], words: "Advertising" },
    })
    expect(saga.done).toBe(2)
    expect((await findPost(post))!.removed).toMatchObject({ why: "Advertising", sweep: saga.id, told: true })
    expect((await rowOf(topics[1]!)).removed).toBeDefined()
    await settle()
    expect(await toldTo(ben)).toContainEqual(["hidden", "Advertising"])
    await restorePost(mod, { post })
    await removePost(mod, { post, why: "By hand" })
    await finish((await undo(mod, { saga: saga.id })).id)
    expect((await rowOf(topics[1]!)).removed).toBeUndefined()
    expect((await findPost(post))!.removed).toMatchObject({ why: "By hand" })
    expect((await findPost(gone.post))!.removed).toMatchObject({ why: "Before" })
  })

  test("undoing leaves what somebody closed, moved or restored anew by hand, though it looks as this act left it", async () => {
    const { ann, ben, mod, category } = await sceneOfMany(0)
    const other = await staff()
    const [left, back, own] = [
      (await aTopic(ann, category)).topic,
      (await aTopic(ben, category)).topic,
      (await aTopic(mod, category)).topic,
    ]
    const closed = await doMany(mod, { act: "lock", items: [left, back, own] })
    for (const topic of [left, own])
      for (const locked of [false, true]) await lockTopic(other, { topic, locked })
    const undone = await finish((await undo(mod, { saga: closed.id })).id)
    expect(doneBy(undone).left.map(({ id, why }) => [id, why])).toEqual([
      [left, "It is so already, or was changed since."],
      [own, "It is so already, or was changed since."],
    ])
    expect(await Promise.all([left, back, own].map(async (one) => (await rowOf(one)).locked))).toEqual([
      ...[true, false, true],
    ])

    const target = await aCategory()
    const moved = await doMany(mod, { act: "move", items: [left, back], category: target.id })
    for (const one of [category, target]) await moveTopic(other, { topic: left, category: one.id })
    await finish((await undo(mod, { saga: moved.id })).id)
    expect([(await rowOf(left)).category, (await rowOf(back)).category]).toEqual([target.id, category.id])
  })

  test("undoing a restoration deletes as it was what its author had deleted, and hides what staff had hidden", async () => {
    const { ben, mod, topics } = await sceneOfMany(1)
    const [theirs, hidden, again] = [
      (await aReply(ben, topics[0]!, "Never mind")).post,
      (await aReply(ben, topics[0]!, "Buy boats")).post,
      (await aReply(ben, topics[0]!, "Buy tar")).post,
    ]
    await removePost(ben, { post: theirs })
    for (const post of [hidden, again]) await removePost(mod, { post, why: "Advertising" })
    const saga = await doMany(mod, { of: "posts", act: "restore", items: [theirs, hidden, again] })
    expect(saga.done).toBe(3)
    const other = await staff()
    await removePost(other, { post: again, why: "Once more" })
    await restorePost(other, { post: again })
    await finish((await undo(mod, { saga: saga.id })).id)
    expect((await findPost(theirs))!.removed).toMatchObject({ by: { id: ben.id }, byStaff: false })
    expect((await findPost(hidden))!.removed).toMatchObject({ by: { id: mod.id }, byStaff: true })
    expect((await findPost(again))!.removed).toBeUndefined()
    expect(types(await pastOf(caseOf(theirs)))).toEqual([])
  })

  test("is refused to who is no staff, and of each thing asked again: staff above, staff no more", async () => {
    const { ann, mod, topics, category } = await sceneOfMany()
    await expect(actOnMany(ann, manyInput({ act: "lock", items: topics }))).rejects.toMatchObject({
      kind: "not-found",
    })
    await expect(previewOf(ann, { of: "topics", act: "lock", items: topics })).rejects.toMatchObject({
      kind: "not-found",
    })
    const owner = await staff("owner")
    const theirs = await aTopic(owner, category)
    const hidden = await doMany(mod, { of: "posts", act: "hide", items: [theirs.post], words: "No" })
    expect([hidden.done, doneBy(hidden).left]).toEqual([0, [expect.objectContaining({ id: theirs.post })]])
    const { id } = await actOnMany(mod, manyInput({ act: "lock", items: topics }))
    await setRole(owner, { member: mod.id, role: "member" })
    const saga = await finish(id)
    expect([saga.state, saga.done, doneBy(saga).left.length]).toEqual(["done", 0, 3])
    expect((await rowOf(topics[0]!)).locked).toBe(false)
    await expect(undo(await staff(), { saga: id })).rejects.toMatchObject({ kind: "not-found" })
  })

  test("by a moderator of one category is done to what lies there, and not to what staff wrote", async () => {
    const { mod, topics, category } = await sceneOfMany(2)
    const warden = await someone(undefined, { wards: [category.id] })
    const byStaff = await aTopic(mod, category)
    const elsewhere = await aTopic(await someone(), await aCategory())
    const items = [...topics, byStaff.topic, elsewhere.topic]
    const effects = await previewOf(warden, { of: "topics", act: "lock", items })
    const saga = await doMany(warden, { act: "lock", items })
    expect(doneBy(saga).left).toEqual(
      effects.flatMap((one) => ("left" in one ? [{ id: one.id, title: one.title, why: one.left }] : [])),
    )
    expect([saga.done, doneBy(saga).left.map(({ id }) => id)]).toEqual([2, [byStaff.topic, elsewhere.topic]])
    expect((await finish((await undo(warden, { saga: saga.id })).id)).done).toBe(2)
  })

  test("is begun once however often the form is sent; a hundred at most, and all that it needs", async () => {
    const { mod, topics } = await sceneOfMany(1)
    const one = manyInput({ act: "lock", items: topics })
    const { id } = await actOnMany(mod, one)
    expect((await actOnMany(mod, one)).id).toBe(id)
    await finish(id)
    expect((await getSaga(id))!.done).toBe(1)
    const fields = { form: aForm(), of: "topics", act: "lock", words: "" }
    const many = Array.from(
      { length: MOST_SELECTED + 1 },
      (_, n) => `01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, "0")}`,
    )
    const isTaken = (changes: object) => SelectInput.safeParse({ ...fields, ...changes }).success
    expect([isTaken({ items: many.slice(1).join(",") }), isTaken({ items: many })]).toEqual([true, false])
    const wrong = [{ act: "move" }, { act: "tag" }, { of: "posts" }].map((one) => ({ items: topics, ...one }))
    expect([{}, ...wrong].filter(isTaken)).toEqual([])
  })
})
