import { afterAll, afterEach, describe, expect, test, vi } from "vitest"
import { findPost, lastPosts } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { splitTopic, undoMove } from "#lib/forum/merging.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { failing, transacts } from "#lib/testing/faults.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { idsIn, twoTopics } from "#lib/testing/two-topics.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

describe("a topic that is split", () => {
  test.each(WORKERS)("gives what follows to a topic of its own, by %s", async (_, work) => {
    const { ann, moderator, category, two, posts } = await twoTopics()
    const [own, at] = [await idsIn(two), posts[9]!]
    const input = {
      post: at,
      title: "About something else",
      category: category.id,
      which: "following",
    } as const
    const saga = await splitTopic(moderator, input)
    const late = await aReply(ann, two)
    await finish(saga.id, { between: settle, work })
    const made = String(saga.input.to)
    expect(await idsIn(made)).toEqual(own.filter((id) => id >= at))
    expect(await idsIn(two)).toEqual([...own.filter((id) => id < at), late.post])
    expect(await findTopic(made)).toMatchObject({
      title: "About something else",
      firstPost: at,
      author: { id: ann.id },
    })
  })

  test("gives one post alone, and takes it back when it is undone", async () => {
    const { moderator, category, two, posts } = await twoTopics()
    const own = await idsIn(two)
    const input = {
      post: posts[9]!,
      title: "About something else",
      category: category.id,
      which: "alone",
    } as const
    const saga = await splitTopic(moderator, input)
    await finish(saga.id)
    const made = String(saga.input.to)
    expect(await idsIn(made)).toEqual([posts[9]])
    await finish((await undoMove(moderator, { saga: saga.id })).id)
    expect(await idsIn(two)).toEqual(own)
    expect((await findPost(posts[9]!))?.moves).toBeUndefined()
    expect((await visibleTopic({ kind: "guest" }, made)).topic.id).toBe(two)
  })

  test("is made one again by who moderates both places, and by nobody who moderates one of them", async () => {
    const [moderator, category, there] = [await staff(), await aCategory(), await aCategory()]
    const { topic: two } = await aTopic(await someone(), category)
    const { post } = await aReply(await someone(), two)
    const split = { post, title: "Elsewhere", category: there.id, which: "alone" } as const
    const saga = await splitTopic(moderator, split)
    await finish(saga.id)
    for (const wards of [[there.id], [category.id], []])
      await expect(undoMove(await someone(undefined, { wards }), { saga: saga.id })).rejects.toMatchObject({
        kind: "forbidden",
      })
    const both = await someone(undefined, { wards: [there.id, category.id] })
    await finish((await undoMove(both, { saga: saga.id })).id)
    expect(await idsIn(two)).toContain(post)
  })

  test("stays split when undoing it fails, which can be tried again", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {})
    const { moderator, category, two, posts } = await twoTopics()
    const own = await idsIn(two)
    const input = { title: "About something else", category: category.id, which: "alone" } as const
    const saga = await splitTopic(moderator, { ...input, post: posts[9]! })
    await finish(saga.id)
    const { id } = await undoMove(moderator, { saga: saga.id })
    failing(transacts(`TOPIC#${two}`), () => new Error("Full"), 10)
    expect(await finish(id)).toMatchObject({ state: "failed" })
    expect(await idsIn(String(saga.input.to))).toEqual([posts[9]])
    await finish((await undoMove(moderator, { saga: saga.id })).id)
    expect(await idsIn(two)).toEqual(own)
    vi.restoreAllMocks()
  })

  test("keeps its first post", async () => {
    const { moderator, category, two, posts } = await twoTopics()
    const input = { title: "About something else", category: category.id, which: "alone" } as const
    await expect(splitTopic(moderator, { ...input, post: posts[1]! })).rejects.toThrow(/first post stays/)
    expect((await lastPosts(two)).length).toBeGreaterThan(1)
  })
})
