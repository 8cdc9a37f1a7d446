import { describe, expect, test } from "vitest"
import { check } from "#lib/check/check.ts"
import { commit } from "#lib/db/commit.ts"
import { thanksKey } from "#lib/db/keys/thanks.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { answersByAuthor, thanksOf } from "#lib/db/patterns/thanks.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { mergeTopics, undoMove } from "#lib/forum/merging.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { againAfter, oneByOne, reordered, toldBySeveral, twice } from "#lib/testing/deliveries.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { dying, finish, presentTime } from "#lib/testing/sagas.ts"
import { type Delivery, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { thanks } from "./thanks.ts"

freshTable()
withoutLimits()

const like = (who: Member, post: string, liked = true) => likePost(who, { post, liked })
const accept = (who: Member, post: string, accepted = true) => acceptAnswer(who, { post, accepted })

async function earned(who: Member): Promise<[likes: number, answers: number]> {
  const user = await getUser(who.id, { consistent: true })
  return [user?.likesReceived ?? 0, user?.answerCount ?? 0]
}

const wrong = async (): Promise<string[]> =>
  (await check({ waits: [0] })).findings.map((one) => `${one.entityType}: ${one.wrong.join("; ")}`)

/** Ann asks; Ben replies twice; three like the first reply, one of them not any more; the second is the answer. */
async function aQuestion() {
  const [ann, ben, cleo, dan] = [await staff(), await someone(), await someone(), await someone()]
  const categories = [await aCategory({ kind: "question" }), await aCategory({ kind: "question" })]
  const { topic } = await aTopic(ann, categories[0]!)
  const [first, second] = [(await aReply(ben, topic)).post, (await aReply(ben, topic)).post]
  for (const who of [ann, cleo, dan]) await like(who, first)
  await like(cleo, first, false)
  await accept(ann, first)
  await accept(ann, second)
  await moveTopic(ann, { topic, category: categories[1]!.id })
  return { ann, ben, cleo, topic, first, second }
}

describe("what a member has earned", () => {
  const ways: [string, Delivery][] = [
    ["at once", (changes) => [changes]],
    ["twice", twice],
    ["one by one", oneByOne],
    ["from the last partition to the first", reordered(() => 0.999)],
    ["from several shards", toldBySeveral(() => 0.999)],
    ["again after a crash", againAfter(1)],
  ]

  test.each(ways)("is the likes of their posts and their accepted answers, told %s", async (_, deliver) => {
    const { ben } = await aQuestion()
    await settle({ deliver })
    expect(await earned(ben)).toEqual([2, 1])
    expect(await wrong()).toEqual([])
  })

  test("is right when two workers apply the same at the same time", async () => {
    const { ben, cleo, first } = await aQuestion()
    await settle()
    await like(cleo, first)
    await settle({ deliver: (changes) => [changes] })
    const both = {
      ...thanks,
      apply: async (changes: Parameters<typeof thanks.apply>[0]) => {
        await Promise.all([thanks.apply(changes), thanks.apply(changes)])
      },
    }
    await like(cleo, first, false)
    const { PROJECTIONS } = await import("./registered.ts")
    await settle({ projections: PROJECTIONS.map((one) => (one.name === "thanks" ? both : one)) })
    expect(await earned(ben)).toEqual([2, 1])
  })

  test("goes with a like, a removed post and an answer that is none any more, and comes back", async () => {
    const { ann, ben, first, second } = await aQuestion()
    await settle()
    await removePost(ann, { post: first })
    await accept(ann, second, false)
    await settle()
    expect(await earned(ben)).toEqual([0, 0])
    expect((await thanksOf(ben.id)).items).toEqual([])
    await restorePost(ann, { post: first })
    await accept(ann, first)
    await settle()
    expect(await earned(ben)).toEqual([2, 1])
    const { items } = await answersByAuthor(ben.id, async (some) => some)
    expect(items.map(({ id }) => id)).toEqual([first])
    expect(await wrong()).toEqual([])
  })

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
    // Of a long topic not all is looked through at once.
    for (let n = 0; n < 26; n++) await aReply(ann, topic)
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
    presentTime()
  })

  test("is looked through by a saga where a long topic is moved", async () => {
    const { ann, ben, topic } = await aQuestion()
    for (let n = 0; n < 26; n++) await aReply(ann, topic)
    await settle()
    await moveTopic(ann, { topic, category: (await aCategory({ readers: "staff" })).id })
    await settle()
    const [saga] = await unfinishedSagas()
    expect(await finish(saga!.id, { between: settle })).toMatchObject({
      kind: "recount-thanks",
      state: "done",
    })
    expect(await earned(ben)).toEqual([0, 0])
    presentTime()
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
    presentTime()
  })

  test("is not kept for who has left", async () => {
    const { ann, ben, first } = await aQuestion()
    await endAccountOf((await getUser(ben.id, { consistent: true }))!, "keep")
    await like(ann, first, false)
    await settle()
    expect((await thanksOf(ben.id)).items).toEqual([])
  })

  test("is missed by the check, and made anew", async () => {
    const { ben, first, second } = await aQuestion()
    await settle()
    await commit([{ kind: "delete", key: thanksKey(ben.id, first) }])
    await commit([{ kind: "delete", key: thanksKey(ben.id, second) }])
    const key = userKey(ben.id)
    await commit([{ kind: "update", key, update: "REMOVE likesReceived, answerCount" }])
    expect(await wrong()).toHaveLength(2)
    await rebuilt(thanks)
    expect(await earned(ben)).toEqual([2, 1])
    expect(await wrong()).toEqual([])
    await rebuilt(thanks)
    expect(await earned(ben)).toEqual([2, 1])
  })
})
