/** What members have earned where others may not see it any more, or see it again. */
import { afterEach, describe, expect, test } from "vitest"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { mergeTopics, undoMove } from "#lib/forum/merging.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { twice } from "#lib/testing/deliveries.ts"
import { accept, aQuestion, earned, like, wrong } from "#lib/testing/earning.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic } from "#lib/testing/people.ts"
import { dying, finish, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { postLikes } from "./post-likes.ts"
import { thanks } from "./thanks.ts"

freshTable()
withoutLimits()
afterEach(presentTime)

describe("what a member has earned", () => {
  test("counts only what everybody may see: not what is removed, nor what was moved behind a closed door", async () => {
    const { ann, ben, topic } = await aQuestion()
    const closed = await aCategory({ kind: "question", readers: "members" })
    const open = await aCategory({ kind: "question" })
    await settle()
    expect(await earned(ben)).toEqual([2, 1])
    await moveTopic(ann, { topic, category: closed.id })
    await settle()
    expect(await earned(ben)).toEqual([0, 0])
    await moveTopic(ann, { topic, category: open.id })
    await settle()
    expect(await earned(ben)).toEqual([2, 1])
    const { firstPost } = (await findTopic(topic))!
    await removePost(ann, { post: firstPost })
    await settle()
    expect(await earned(ben)).toEqual([0, 0])
    await restorePost(ann, { post: firstPost })
    await settle()
    expect(await earned(ben)).toEqual([2, 1])
    expect(await wrong()).toEqual([])
  })

  test("goes and comes back with a category of which the readers change, by workers that die, with likes meanwhile", async () => {
    const { ann, ben, cleo, topic, first } = await aQuestion()
    const { category: id } = (await findTopic(topic))!
    const { post: last } = await aReply(ben, topic)
    await like(ann, last)
    await settle()
    expect(await earned(ben)).toEqual([3, 1])
    await changeCategory({ kind: "operator" }, id, { readers: "staff" })
    await like(ann, first, false)
    await settle()
    for (const saga of await unfinishedSagas()) await finish(saga.id, { between: settle, work: dying })
    expect(await earned(ben)).toEqual([0, 0])
    await changeCategory({ kind: "operator" }, id, { readers: "everyone" })
    await settle({ deliver: twice })
    await like(cleo, first)
    expect(await unfinishedSagas()).toHaveLength(1)
    for (const saga of await unfinishedSagas()) await finish(saga.id, { between: settle })
    expect(await earned(ben)).toEqual([3, 1])
    expect(await wrong()).toEqual([])
  })

  test("is looked through by a saga where a long topic is moved", async () => {
    const { ann, ben, topic } = await aQuestion()
    // Not all of it is looked through at once.
    for (let n = 0; n < 23; n++) await aReply(ann, topic)
    const { post: last } = await aReply(ben, topic)
    await like(ann, last)
    await settle()
    await moveTopic(ann, { topic, category: (await aCategory({ readers: "staff" })).id })
    await settle()
    const [saga] = await unfinishedSagas()
    expect(await finish(saga!.id, { between: settle })).toMatchObject({
      kind: "recount-thanks",
      state: "done",
    })
    expect(await earned(ben)).toEqual([0, 0])
  })

  test("keeps its answers when topics become one, and two again", async () => {
    const { ann, ben, topic, second } = await aQuestion()
    const { topic: older } = await aTopic(ann, await aCategory({ kind: "question" }))
    // The one that began first takes in the other one.
    const { topic: newer } = await aTopic(ann, await aCategory({ kind: "question" }))
    const { post } = await aReply(ben, newer)
    await accept(ann, post)
    await settle()
    expect(await earned(ben)).toEqual([2, 2])
    const merge = await finish((await mergeTopics(ann, { topic: newer, other: older })).id, {
      between: settle,
    })
    await settle()
    // A topic of which one came has no answer.
    expect(await earned(ben)).toEqual([2, 1])
    await finish((await undoMove(ann, { saga: merge.id })).id, { between: settle })
    await settle()
    expect((await findTopic(newer))?.answer?.post).toBe(post)
    expect((await findTopic(topic))?.answer?.post).toBe(second)
    expect(await earned(ben)).toEqual([2, 2])
    expect(await wrong()).toEqual([])
  })

  // Last, for it leaves figures behind that nobody has counted.
  test("goes with a topic that is hidden before its row says that anything in it was liked", async () => {
    const { ann, ben, topic, second } = await aQuestion()
    await accept(ann, second, false)
    await settle({ projections: [postLikes, thanks] })
    expect(await earned(ben)).toEqual([2, 0])
    expect((await findTopic(topic))!.likeCount).toBe(0)
    await moveTopic(ann, { topic, category: (await aCategory({ kind: "question", readers: "staff" })).id })
    await settle({ projections: [postLikes, thanks] })
    expect(await earned(ben)).toEqual([0, 0])
  })
})
