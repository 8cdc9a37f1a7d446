import { describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { CaseEvent } from "#lib/db/items/cases.ts"
import {
  eventsByActor,
  eventsByType,
  eventsOfMonth,
  getCase,
  openCases,
  openCasesOfKind,
} from "#lib/db/patterns/cases.ts"
import { notificationsOf } from "#lib/db/patterns/notifications.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { setSuspension } from "#lib/db/writes/members.ts"
import { cases } from "#lib/projections/cases.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST, type Member, memberFrom } from "./actor.ts"
import { appeal } from "./appealing.ts"
import { foldCase } from "./case-folding.ts"
import { caseIdOf, currentCase, pastOf } from "./cases.ts"
import { decide, visibleCase } from "./deciding.ts"
import { removePost, restorePost } from "./removal.ts"
import { ReportInput, report } from "./reporting.ts"
import { answerInCase, writeToStaff } from "./staff-messages.ts"

freshTable()

const reportOf = (post: string, words = "Look at that", reason = "spam") =>
  ReportInput.parse({ kind: "post", id: post, reason, words })

/** A reply of somebody's in somebody's topic. */
async function aPost(category = {}): Promise<{ author: Member; topic: string; post: string }> {
  const [ann, author] = [await someone(), await someone()]
  const { topic } = await aTopic(ann, await aCategory(category))
  const { post } = await aReply(author, topic, "Buy my boats!")
  return { author, topic, post }
}

async function reported(): Promise<{
  author: Member
  reporter: Member
  topic: string
  post: string
  id: string
}> {
  const [{ author, topic, post }, reporter] = [await aPost(), await someone()]
  const { id } = await report(reporter, reportOf(post))
  return { author, reporter, topic, post, id }
}

const decision = async (id: string, choice: Parameters<typeof decide>[1]["decision"], words?: string) => ({
  case: id,
  turn: (await currentCase(id))?.turn ?? 0,
  decision: choice,
  words,
})

const toldTo = async (member: Member) =>
  (await notificationsOf(member.id)).items.map((one) => [one.case?.news, one.case?.words])

const types = (events: CaseEvent[]) => events.map(({ type }) => type)

describe("reports", () => {
  test("of one post by several members gather in one case, one of each", async () => {
    const [{ post }, ann, ben] = [await aPost(), await someone(), await someone()]
    const { id } = await report(ann, reportOf(post))
    await Promise.all([report(ben, reportOf(post)), report(ann, reportOf(post, "Again"))])
    expect(await currentCase(id)).toMatchObject({
      state: "open",
      queue: "report",
      reportCount: 2,
      reports: [{ by: ann.id, reason: "spam" }, { by: ben.id }],
    })
  })

  test("are refused of one's own, of what one may not read, and to guests", async () => {
    const { author, post } = await aPost()
    await expect(report(author, reportOf(post))).rejects.toMatchObject({ code: "own-report" })
    await expect(report(GUEST, reportOf(post))).rejects.toMatchObject({ kind: "unauthenticated" })
    const mod = await staff()
    const { topic } = await aTopic(mod, await aCategory({ readers: "staff" }))
    const hidden = (await findTopic(topic))!.firstPost
    await expect(report(author, reportOf(hidden))).rejects.toMatchObject({ code: "post-missing" })
  })

  test("say what is wrong where it is something else", () => {
    const input = { kind: "post", id: "0".repeat(26) }
    expect(ReportInput.safeParse({ ...input, reason: "other", words: " " }).success).toBe(false)
    expect(ReportInput.safeParse(input).success).toBe(false)
    expect(ReportInput.safeParse({ ...input, reason: "rude" }).success).toBe(true)
  })

  test("by the dozen are a flood", async () => {
    const reporter = await someone(undefined, { postCount: 0 })
    const { topic } = await aPost()
    const author = await someone()
    for (let n = 0; n < 5; n++) await report(reporter, reportOf((await aReply(author, topic)).post))
    const { post } = await aReply(author, topic)
    await expect(report(reporter, reportOf(post))).rejects.toMatchObject({ kind: "limited" })
    expect(await currentCase(caseIdOf({ kind: "post", id: post }))).toBeUndefined()
  })

  test("of a member are a case about them", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { id } = await report(ann, ReportInput.parse({ kind: "member", id: ben.id, reason: "rude" }))
    await decide(mod, await decision(id, "settle", "We have spoken with them"))
    await settle()
    expect(await toldTo(ann)).toEqual([["acted", "We have spoken with them"]])
    expect(await toldTo(ben)).toEqual([])
  })
})

describe("a decision", () => {
  test("hides the post and says why, in its place, to its author, and to who reported it", async () => {
    const { author, reporter, topic, post, id } = await reported()
    const mod = await staff()
    await decide(mod, await decision(id, "hide", "Advertising"))
    expect((await getPost(topic, post))?.removed).toMatchObject({ byStaff: true, why: "Advertising" })
    await settle()
    expect(await toldTo(author)).toEqual([["hidden", "Advertising"]])
    expect(await toldTo(reporter)).toEqual([["acted", "Advertising"]])
    expect(await toldTo(mod)).toEqual([])
  })

  test("that nothing is wrong is told to who reported it alone", async () => {
    const { author, reporter, topic, post, id } = await reported()
    await decide(await staff(), await decision(id, "dismiss", "They may say so"))
    await settle()
    expect((await getPost(topic, post))?.removed).toBeUndefined()
    expect(await toldTo(reporter)).toEqual([["dismissed", "They may say so"]])
    expect(await toldTo(author)).toEqual([])
  })

  test("is for staff, for whom else there is no case", async () => {
    const { author, reporter, id } = await reported()
    for (const one of [author, reporter])
      await expect(decide(one, await decision(id, "dismiss"))).rejects.toMatchObject({ code: "case-missing" })
    await expect(visibleCase(GUEST, id)).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("is not for who is below its author, nor about oneself", async () => {
    const [admin, mod, reporter] = [await staff("admin"), await staff(), await someone()]
    const { topic } = await aTopic(admin, await aCategory())
    const [above, own] = [await aReply(admin, topic), await aReply(mod, topic)]
    const first = await report(reporter, reportOf(above.post))
    const second = await report(reporter, reportOf(own.post))
    await expect(decide(mod, await decision(first.id, "hide", "No"))).rejects.toMatchObject({
      code: "staff-above",
    })
    await expect(decide(mod, await decision(second.id, "dismiss"))).rejects.toMatchObject({
      code: "own-case",
    })
    expect((await getPost(topic, above.post))?.removed).toBeUndefined()
    await expect(removePost(mod, { post: above.post })).rejects.toMatchObject({ code: "staff-above" })
  })

  test("of two moderators at once is that of one; the other is shown what happened", async () => {
    const { topic, post, id } = await reported()
    const [one, two] = [await staff(), await staff()]
    const turn = (await currentCase(id))!.turn
    const both = await Promise.allSettled([
      decide(one, { case: id, turn, decision: "hide", words: "Advertising" }),
      decide(two, { case: id, turn, decision: "dismiss", words: undefined }),
    ])
    const lost = both.filter((result) => result.status === "rejected")
    expect(lost).toHaveLength(1)
    const winner = both[0].status === "fulfilled" ? one : two
    expect(lost[0]!.reason).toMatchObject({ kind: "conflict", code: "case-overtaken" })
    expect(lost[0]!.reason.message).toContain(winner.name)
    const past = await pastOf(id)
    expect(types(past).filter((type) => type === "hidden" || type === "dismissed")).toHaveLength(1)
    const isHidden = (await getPost(topic, post))?.removed !== undefined
    expect(isHidden).toBe(past.at(-1)!.type === "hidden")
  })

  test("sent twice by one moderator is done once", async () => {
    const { id } = await reported()
    const mod = await staff()
    const input = await decision(id, "hide", "Advertising")
    await Promise.all([decide(mod, input), decide(mod, input), decide(mod, input)])
    expect(types(await pastOf(id))).toEqual(["reported", "hidden"])
  })

  test("does not wait for those who report at the same time", async () => {
    const { post, id } = await reported()
    const [mod, ...others] = [await staff(), ...(await Promise.all([1, 2, 3, 4].map(() => someone())))]
    await Promise.allSettled([
      decide(mod!, await decision(id, "claim")),
      ...others.map((one) => report(one, reportOf(post))),
    ])
    const past = await pastOf(id)
    expect(past.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6])
    expect(foldCase(past)).toMatchObject({ reportCount: 5, claimed: { by: mod!.id } })
  })

  test("waits for who has taken the case, until somebody takes it over", async () => {
    const { id } = await reported()
    const [one, two] = [await staff(), await staff()]
    await decide(one, await decision(id, "claim"))
    await expect(decide(two, await decision(id, "dismiss"))).rejects.toMatchObject({ code: "case-claimed" })
    await decide(two, await decision(id, "claim"))
    await decide(two, await decision(id, "dismiss"))
    expect(await currentCase(id)).toMatchObject({ state: "closed", outcome: { by: two.id } })
  })

  test("is undone by restoring, and a case that was closed is opened again", async () => {
    const { author, topic, post, id } = await reported()
    const mod = await staff()
    await decide(mod, await decision(id, "hide", "Advertising"))
    await decide(mod, await decision(id, "restore", "We were wrong"))
    expect((await getPost(topic, post))?.removed).toBeUndefined()
    await settle()
    expect(await toldTo(author)).toEqual([
      ["restored", "We were wrong"],
      ["hidden", "Advertising"],
    ])
    await decide(mod, await decision(id, "reopen"))
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "report" })
  })

  test("about what its author has deleted meanwhile is that it is seen to", async () => {
    const { author, reporter, post, id } = await reported()
    const mod = await staff()
    await removePost(author, { post })
    await expect(decide(mod, await decision(id, "hide", "No"))).rejects.toMatchObject({ code: "case-not-so" })
    await decide(mod, await decision(id, "settle"))
    await settle()
    expect(await toldTo(reporter)).toEqual([["acted", undefined]])
  })

  test("takes a topic out of sight with its first post", async () => {
    const [ann, reporter, mod] = [await someone(), await someone(), await staff()]
    const { topic, post } = await aTopic(ann, await aCategory(), { tags: [] })
    const { id } = await report(reporter, reportOf(post))
    await decide(mod, await decision(id, "hide", "Advertising"))
    expect((await findTopic(topic))?.removed).toMatchObject({ why: "Advertising" })
    await decide(mod, await decision(id, "restore"))
    expect((await findTopic(topic))?.removed).toBeUndefined()
  })

  test("beside the queue is in the log all the same, and can be appealed", async () => {
    const { author, post } = await aPost()
    const mod = await staff()
    await removePost(mod, { post, why: "Advertising" })
    const id = caseIdOf({ kind: "post", id: post })
    expect(await currentCase(id)).toMatchObject({ state: "closed", hidden: { words: "Advertising" } })
    await appeal(author, { case: id, words: "It was a joke" })
    await restorePost(mod, { post })
    expect(types(await pastOf(id))).toEqual(["hidden", "appealed", "restored"])
    await settle()
    expect(await toldTo(author)).toEqual([
      ["restored", undefined],
      ["hidden", "Advertising"],
    ])
  })
})

describe("an appeal", () => {
  test("brings the case back once, and its answer to its author", async () => {
    const { author, reporter, id } = await reported()
    const mod = await staff()
    await decide(mod, await decision(id, "hide", "Advertising"))
    await appeal(author, { case: id, words: "They are not for sale" })
    await appeal(author, { case: id, words: "They are not for sale" })
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "appeal" })
    await decide(mod, await decision(id, "dismiss", "They are"))
    expect(await currentCase(id)).toMatchObject({ state: "closed", hidden: { words: "Advertising" } })
    await expect(appeal(author, { case: id, words: "Please" })).rejects.toMatchObject({
      code: "appealed-already",
    })
    await settle()
    expect((await toldTo(author))[0]).toEqual(["upheld", "They are"])
    expect(await toldTo(reporter)).toHaveLength(1)
  })

  test("is for the author alone, also while suspended, and only while it is hidden", async () => {
    const { author, reporter, id } = await reported()
    const words = "They are not for sale"
    await expect(appeal(author, { case: id, words })).rejects.toMatchObject({ code: "case-missing" })
    await decide(await staff(), await decision(id, "hide", "Advertising"))
    await expect(appeal(reporter, { case: id, words })).rejects.toMatchObject({ code: "case-missing" })
    await commit([setSuspension(author.id, "2999-01-01T00:00:00.000Z")])
    await appeal(memberFrom((await getUser(author.id, { consistent: true }))!), { case: id, words })
    expect(await currentCase(id)).toMatchObject({ queue: "appeal" })
  })
})

describe("a message to staff", () => {
  test("is a conversation that goes on between the member and staff", async () => {
    const [ann, other, mod] = [await someone(), await someone(), await staff()]
    const form = aForm()
    const [{ id }, twice] = [
      await writeToStaff(ann, { form, body: "The harbour is on fire" }),
      await writeToStaff(ann, { form, body: "The harbour is on fire" }),
    ]
    expect(twice.id).toBe(id)
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "message", version: 1 })
    const answer = { form: aForm(), case: id, body: "Thank you, we are on our way" }
    await expect(answerInCase(other, answer)).rejects.toMatchObject({ code: "case-missing" })
    await answerInCase(mod, answer)
    expect(await currentCase(id)).toMatchObject({ state: "closed", outcome: { type: "answered" } })
    await settle()
    expect(await toldTo(ann)).toEqual([["answered", undefined]])
    await answerInCase(ann, { form: aForm(), case: id, body: "Hurry" })
    expect(await currentCase(id)).toMatchObject({ state: "open" })
  })
})

describe("what a case has become", () => {
  test("is kept for the queue as its events say, also after a rebuild", async () => {
    const { author, reporter, id } = await reported()
    const mod = await staff()
    await settle()
    expect((await openCasesOfKind("report")).items.map((one) => one.id)).toContain(id)
    await decide(mod, await decision(id, "hide", "Advertising"))
    await appeal(author, { case: id, words: "No" })
    await settle()
    const folded = foldCase(await pastOf(id))
    expect(await getCase(id)).toEqual(folded)
    expect((await openCasesOfKind("appeal")).items.map((one) => one.id)).toContain(id)
    expect((await openCasesOfKind("report")).items.map((one) => one.id)).not.toContain(id)
    expect((await openCases()).items.map((one) => one.id)).toContain(id)
    await rebuilt(cases)
    expect(await getCase(id)).toEqual(folded)
    expect(types((await eventsByActor(reporter.id)).items)).toEqual(["reported"])
    expect((await eventsByType("appealed")).items.map((event) => event.case)).toContain(id)
    const month = folded!.createdAt.slice(0, 7)
    expect((await eventsOfMonth(month)).items.map((event) => event.case)).toContain(id)
  })

  test("is not put back by an older telling, and comes out the same however often it is told", async () => {
    const { author, id } = await reported()
    const mod = await staff()
    const early = (await currentCase(id))!
    await decide(mod, await decision(id, "hide", "Advertising"))
    await appeal(author, { case: id, words: "No" })
    await settle({ deliver: (changes) => [changes, changes, ...changes.map((change) => [change])] })
    expect(early.version).toBe(1)
    expect(await getCase(id)).toEqual(foldCase(await pastOf(id)))
    expect(await toldTo(author)).toHaveLength(1)
  })

  test("at a past moment is the fold of what had happened by then", async () => {
    const { id } = await reported()
    const tomorrow = now() + DAY
    setClock(() => tomorrow)
    await decide(await staff(), await decision(id, "dismiss"))
    setClock()
    const [first] = await pastOf(id)
    expect(foldCase(await pastOf(id, { at: first!.at }))).toMatchObject({ state: "open", version: 1 })
    expect(foldCase(await pastOf(id))).toMatchObject({ state: "closed", version: 2 })
  })
})
