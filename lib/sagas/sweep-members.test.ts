import { afterAll, afterEach, describe, expect, test } from "vitest"
import { DAY, now } from "#lib/base/clock.ts"
import { postsWrittenBy, topicsStartedBy } from "#lib/db/patterns/belongings.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { currentCase, pastOf } from "#lib/forum/cases.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { report } from "#lib/forum/reporting.ts"
import { recordOf } from "#lib/forum/standing.ts"
import { SweepInput, sweep } from "#lib/forum/sweeping.ts"
import { undo } from "#lib/forum/undoing.ts"
import { toldTo, types } from "#lib/testing/cases.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff, suspended } from "#lib/testing/people.ts"
import { finish, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
withoutLimits()
afterEach(presentTime)
afterAll(expectConsistent, 60_000)

const WORDS = "Spam, all of it"
const all = { limit: 1_000 }

const there = async (user: string) => ({
  topics: (await topicsStartedBy(user, all)).items.map(({ id }) => id),
  posts: (await postsWrittenBy(user, all)).items.map(({ id }) => id),
})

async function sweepAll(mod: Awaited<ReturnType<typeof staff>>, names: string[], form = aForm()) {
  return sweep(mod, SweepInput.parse({ form, names: names.join(", "), words: WORDS }))
}

/** Three accounts that write in each other's topics and in somebody's. */
async function wave(posts: number) {
  const [ann, mod, category] = [await someone(), await staff(), await aCategory({ kind: "question" })]
  const question = await aTopic(ann, category, { title: "Which tar?", tags: ["tar"] })
  const spammers = [await someone(), await someone(), await someone()]
  const own = await Promise.all(
    spammers.map((one) => aTopic(one, category, { title: "Buy!", tags: ["tar"] })),
  )
  for (let n = 0; n < posts; n++) {
    const topic = n % 2 === 0 ? question.topic : own[n % 3]!.topic
    await aReply(spammers[n % 3]!, topic, `Buy my boats, number ${n}`)
  }
  return { ann, mod, category, question, spammers, own, names: spammers.map(({ name }) => name) }
}

describe("a spam wave", () => {
  test("of 200 posts by three accounts goes in one act, and comes back as it was", {
    timeout: 120_000,
  }, async () => {
    const { ann, mod, question, spammers, own, names } = await wave(197)
    const answer = (await postsWrittenBy(spammers[0]!.id, all)).items.find(
      ({ topic }) => topic === question.topic,
    )!
    await acceptAnswer(ann, { post: answer.id, accepted: true })
    const byAnn = await aReply(ann, question.topic, "No, thank you.")
    await settle()
    const before = await Promise.all(spammers.map(({ id }) => there(id)))
    expect(before.flatMap(({ posts }) => posts)).toHaveLength(200)

    const { id } = await sweepAll(mod, names)
    await expect(aReply(memberFrom((await getUser(spammers[1]!.id))!), question.topic)).rejects.toMatchObject(
      { code: "suspended" },
    )
    expect((await finish(id)).state).toBe("done")
    await settle()
    for (const { id } of spammers) expect(await there(id)).toEqual({ topics: [], posts: [] })
    expect(await findTopic(question.topic, { consistent: true })).not.toHaveProperty("answer")
    expect(await findTopic(own[0]!.topic, { consistent: true })).toMatchObject({ removed: { why: WORDS } })
    expect((await there(ann.id)).posts).toContain(byAnn.post)
    expect((await toldTo(spammers[0]!))[0]).toEqual(["suspended", WORDS])

    const back = await undo(mod, { saga: id })
    expect((await finish(back.id)).state).toBe("done")
    await settle()
    expect(await Promise.all(spammers.map(({ id }) => there(id)))).toEqual(before)
    await aReply(memberFrom((await getUser(spammers[1]!.id))!), question.topic)
    await expect(undo(mod, { saga: id })).rejects.toMatchObject({ code: "already-undone" })
    const { id: record } = await recordOf(mod, spammers[2]!.id)
    expect(types(await pastOf(record))).toEqual(["swept", "unswept"])
  })

  for (const [who, work] of WORKERS)
    test(`is gone once, by ${who}`, { timeout: 60_000 }, async () => {
      const { mod, spammers, names, question } = await wave(15)
      await settle()
      const { id } = await sweepAll(mod, names)
      expect((await finish(id, { work })).state).toBe("done")
      for (const { id } of spammers) expect(await there(id)).toEqual({ topics: [], posts: [] })
      const back = await undo(mod, { saga: id })
      expect((await finish(back.id, { work })).state).toBe("done")
      await settle()
      const found = await findTopic(question.topic, { consistent: true })
      expect(found).toMatchObject({ postCount: 9 })
    })
})

describe("removing all that somebody wrote", () => {
  test("is decided, logged and begun by one request; the same form is one act", async () => {
    const { mod, names } = await wave(0)
    const form = aForm()
    const sent = listen()
    const { id } = await sweepAll(mod, names, form)
    const writes = sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))
    expect(writes).toHaveLength(1)
    expect(JSON.stringify(writes[0]!.input).split('"EVENT#').length - 1).toBeGreaterThanOrEqual(3)
    expect((await sweepAll(mod, names, form)).id).toBe(id)
    await finish(id)
  })

  test("leaves what was removed before as it was, also when it is undone", async () => {
    const { mod, spammers, question, names } = await wave(3)
    const { post } = await aReply(spammers[0]!, question.topic, "Deleted already")
    await removePost(spammers[0]!, { post })
    await settle()
    const { id } = await sweepAll(mod, names)
    await finish(id)
    await finish((await undo(mod, { saga: id })).id)
    expect((await there(spammers[0]!.id)).posts).not.toContain(post)
  })

  test("closes what was reported of it; one post of it can be restored alone", async () => {
    const { ann, mod, spammers, names } = await wave(1)
    const { items } = await postsWrittenBy(spammers[0]!.id, all)
    const spam = items.find(({ html }) => html.includes("number 0"))!.id
    const { id: reported } = await report(ann, { kind: "post", id: spam, reason: "spam", words: undefined })
    await settle()
    const { id } = await sweepAll(mod, names)
    await finish(id)
    await settle()
    expect(await currentCase(reported)).toMatchObject({ state: "closed" })
    expect(await toldTo(ann)).toContainEqual(["acted", undefined])
    await restorePost(mod, { post: spam })
    expect(types(await pastOf(reported))).toEqual(["reported", "settled", "restored"])
    await finish((await undo(mod, { saga: id })).id)
  })

  test("taken back leaves a suspension of before as it was", async () => {
    const { mod, spammers, names } = await wave(0)
    const [one] = spammers
    const until = new Date(now() + 30 * DAY).toISOString()
    await suspended(one!, until)
    const { id } = await sweepAll(mod, names)
    await finish(id)
    await finish((await undo(mod, { saga: id })).id)
    expect(await getUser(one!.id, { consistent: true })).toMatchObject({ suspendedUntil: until })
    expect(await getUser(spammers[1]!.id, { consistent: true })).not.toHaveProperty("suspendedUntil")
    const { before } = await recordOf(mod, one!.id)
    expect(before).toMatchObject({ sanctions: { suspended: { until } } })
  })

  test("is for staff, of members, by names that somebody has", async () => {
    const { ann, mod, spammers } = await wave(0)
    const other = await staff()
    const wanted = (names: string[]) => ({ form: aForm(), names, words: WORDS })
    await expect(sweep(ann, wanted([spammers[0]!.name]))).rejects.toMatchObject({ kind: "not-found" })
    await expect(sweep(mod, wanted([other.name]))).rejects.toMatchObject({ code: "not-allowed" })
    await expect(sweep(mod, wanted(["nobody_of_that_name"]))).rejects.toThrow(/nobody_of_that_name/)
    const many = Array.from({ length: 11 }, (_, n) => `m${n}`).join(" ")
    expect(SweepInput.safeParse({ form: aForm(), names: many, words: WORDS }).success).toBe(false)
  })
})
