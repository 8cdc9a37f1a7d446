import fc from "fast-check"
import { afterAll, afterEach, describe, expect, test } from "vitest"
import { findPost } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { watchersOf } from "#lib/db/patterns/watching.ts"
import type { Raw } from "#lib/db/query.ts"
import { editPost } from "#lib/forum/editing.ts"
import { mergeTopics, undoMove } from "#lib/forum/merging.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { dump } from "#lib/testing/dump.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finish, finishAll, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { replyInto } from "#lib/testing/strays.ts"
import { freshTable } from "#lib/testing/table.ts"
import { idsIn, twoTopics } from "#lib/testing/two-topics.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

describe("two topics that become one", () => {
  test.each(WORKERS)("have all posts in the order of their time, by %s", async (_, work) => {
    const { moderator, bob, one, two, posts, liked } = await twoTopics()
    const saga = await mergeTopics(moderator, { topic: two, other: one })
    const ended = await finish(saga.id, { between: settle, work })
    expect(ended).toMatchObject({ state: "done", done: expect.any(Number) })
    expect(await idsIn(one)).toEqual(posts)
    expect(await idsIn(two)).toEqual([])
    for (const post of posts) expect((await findPost(post))?.topic).toBe(one)
    expect((await readStateOf(bob.id, one))?.likes).toEqual(new Set([liked]))
    expect((await readStateOf(bob.id, two))?.likes).toBeUndefined()
    expect((await watchersOf({ topic: one })).items.map(({ user }) => user)).toContain(bob.id)
    expect((await visibleTopic({ kind: "guest" }, two)).topic.id).toBe(one)
  })

  test("go into the one that began first, whichever is named", async () => {
    const { moderator, one, two } = await twoTopics()
    expect((await mergeTopics(moderator, { topic: one, other: two })).input).toMatchObject({
      from: two,
      to: one,
    })
  })

  test("lose nothing that is written meanwhile", async () => {
    const { ann, moderator, one, two, posts } = await twoTopics()
    const before = await findTopic(two, { consistent: true })
    const saga = await mergeTopics(moderator, { topic: two, other: one })
    const late: string[] = []
    await finish(saga.id, {
      work: dying,
      between: async () => {
        // Who had the form open writes into the other one; who was let in a moment before, still into the old one.
        if (late.length < 3) late.push((await aReply(ann, two, "With the form open")).post)
        if (late.length < 6) late.push(await replyInto(ann, before!.id))
      },
    })
    await editPost(ann, { post: posts[2]!, version: 1, body: "Edited" })
    // One that was held up for very long.
    late.push(await replyInto(ann, two))
    await settle()
    await finishAll()
    expect(await idsIn(two)).toEqual([])
    expect(await idsIn(one)).toEqual([...posts, ...late].sort())
    expect(await unfinishedSagas()).toEqual([])
  })

  test.each(WORKERS)("are two again when it is undone, by %s", async (_, work) => {
    const { ann, moderator, one, two, posts } = await twoTopics()
    const before = await snapshot([one, two, ...posts])
    const saga = await mergeTopics(moderator, { topic: two, other: one })
    await finish(saga.id, { between: settle })
    const undo = await undoMove(moderator, { saga: saga.id })
    await finish(undo.id, { between: settle, work })
    await settle()
    expect(await snapshot([one, two, ...posts])).toEqual(before)
    await expect(undoMove(moderator, { saga: saga.id })).rejects.toThrow(/undone already/)
    expect((await visibleTopic(ann, two)).topic.id).toBe(two)
  })

  test("are as they were, whoever wrote what in which order", { timeout: 60_000 }, async () => {
    const post = fc.record({ inTwo: fc.boolean(), liked: fc.boolean(), removed: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(post, { maxLength: 25 }), async (history) => {
        const [ann, bob, moderator] = [await staff(), await someone(), await staff()]
        const category = await aCategory()
        const [one, two] = [await aTopic(ann, category), await aTopic(bob, category, { tags: ["tar"] })]
        const posts = [one.post, two.post]
        for (const { inTwo, liked, removed } of history) {
          const { post: id } = await aReply(ann, (inTwo ? two : one).topic)
          posts.push(id)
          if (liked) await likePost(bob, { post: id, liked })
          if (removed) await removePost(ann, { post: id })
        }
        await settle()
        const before = await snapshot([one.topic, two.topic, ...posts])
        const saga = await mergeTopics(moderator, { topic: two.topic, other: one.topic })
        await finish(saga.id, { between: settle })
        await finish((await undoMove(moderator, { saga: saga.id })).id, { between: settle })
        await settle()
        expect(await snapshot([one.topic, two.topic, ...posts])).toEqual(before)
      }),
      { numRuns: 5 },
    )
  })

  test("keep in the one what was written there after the merge", async () => {
    const { ann, moderator, one, two, posts } = await twoTopics()
    const saga = await mergeTopics(moderator, { topic: two, other: one })
    await finish(saga.id)
    const after = await aReply(ann, one)
    await finish((await undoMove(moderator, { saga: saga.id })).id)
    expect(await idsIn(one)).toContain(after.post)
    expect([...(await idsIn(one)), ...(await idsIn(two))].sort()).toEqual([...posts, after.post].sort())
  })

  test("are as before when it cannot be done", async () => {
    const { moderator, one, two, posts } = await twoTopics()
    const before = await snapshot([one, two, ...posts])
    const saga = await mergeTopics(moderator, { topic: two, other: one })
    const { failing } = await import("#lib/testing/faults.ts")
    let turns = 0
    await finish(saga.id, {
      between: async () => {
        await settle()
        if (turns++ === 1)
          failing(
            ({ command, input }) => touches(command, input, one),
            () => new Error("Full"),
            10,
          )
      },
      work: dying,
    })
    await settle()
    expect((await visibleTopic(moderator, two)).topic.id).toBe(two)
    expect(await snapshot([one, two, ...posts])).toEqual(before)
  })

  test("is for moderators, who see both", async () => {
    const { bob, moderator, one, two } = await twoTopics()
    await expect(mergeTopics(bob, { topic: two, other: one })).rejects.toThrow(/may not/)
    await expect(mergeTopics(moderator, { topic: two, other: two })).rejects.toThrow(/same topic/)
    const hidden = await aTopic(await staff(), await aCategory({ readers: "staff", writers: "staff" }))
    await expect(mergeTopics(bob, { topic: two, other: hidden.topic })).rejects.toThrow(/does not exist/)
  })
})

/** Whether a request writes into a topic. */
function touches(command: string, input: unknown, topic: string): boolean {
  return command === "TransactWriteItems" && JSON.stringify(input).includes(`"TOPIC#${topic}"`)
}

/** What there is of these, but for what every change leaves: numbers of versions, times, and where it went through. */
async function snapshot(ids: string[]): Promise<unknown[]> {
  // How far somebody read is true in both.
  const isEmpty = (item: Raw): boolean =>
    item.entityType === "ReadState" && !item.level && !item.likes && !item.wrote
  const passing = ["version", "corrected", "lastRead", "updatedAt", "movedFrom", "appliedThrough", "GSI3SK"]
  return (await dump())
    .filter((item) => !isEmpty(item))
    .filter(({ PK, SK }) => ids.some((id) => PK.includes(id) || SK.endsWith(id)) && !SK.startsWith("SAGA#"))
    .filter(({ entityType }) => KINDS.includes(String(entityType)))
    .map((item) =>
      Object.fromEntries(
        Object.entries(item).filter(
          ([name]) => !passing.includes(name) || (item.entityType === "Topic" && name === "GSI3SK"),
        ),
      ),
    )
}

/** What people wrote and did; the rest follows from it. */
const KINDS = [
  "Topic",
  "Post",
  "Revision",
  "Reaction",
  "TagTopic",
  "ReadState",
  "Watcher",
  "PageMark",
  "PageStart",
]
