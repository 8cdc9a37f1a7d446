import { afterEach, describe, expect, test } from "vitest"
import { DAY, HOUR, now, setClock } from "#lib/base/clock.ts"
import type { Sanction } from "#lib/db/items/cases.ts"
import { FOREVER } from "#lib/db/items/users.ts"
import { getCase } from "#lib/db/patterns/cases.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Member, memberFrom } from "#lib/forum/actor.ts"
import { appeal } from "#lib/forum/appealing.ts"
import { foldCase } from "#lib/forum/case-folding.ts"
import { currentCase, pastOf } from "#lib/forum/cases.ts"
import { decide } from "#lib/forum/deciding.ts"
import { takeNoteAway, writeNote } from "#lib/forum/notes.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { report } from "#lib/forum/reporting.ts"
import { LiftInput, lift, recordOf, SanctionInput, sanction } from "#lib/forum/standing.ts"
import { toldTo, types } from "#lib/testing/cases.ts"
import { listen } from "#lib/testing/faults.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCase } from "./cases.ts"
import { loadMemberRecord } from "./member-record.ts"

freshTable()
afterEach(() => setClock())

const WORDS = "Advertising, again and again"

async function act(mod: Member, member: Member, what: Sanction, rest: Record<string, string> = {}) {
  const turn = (await recordOf(mod, member.id)).before?.turn ?? 0
  return sanction(
    mod,
    SanctionInput.parse({ member: member.id, turn, sanction: what, words: WORDS, ...rest }),
  )
}

async function end(mod: Member, member: Member, what: Sanction, words = "") {
  const turn = (await recordOf(mod, member.id)).before?.turn ?? 0
  return lift(mod, LiftInput.parse({ member: member.id, turn, sanction: what, words }))
}

const asNow = async ({ id }: Member): Promise<Member> =>
  memberFrom((await getUser(id, { consistent: true }))!)

describe("what staff do to a member", () => {
  test("is told to the member with its reason and its end, and stands in the log, in one request", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const sent = listen()
    await act(mod, ann, "suspended", { length: "3" })
    const writes = sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))
    expect(writes).toHaveLength(1)
    await settle()
    expect(await toldTo(ann)).toEqual([["suspended", WORDS]])
    const { id } = await recordOf(mod, ann.id)
    expect(types(await pastOf(id))).toEqual(["suspended"])
    expect(await loadCase(await asNow(ann), id)).toMatchObject({
      part: "member",
      mayAppeal: true,
      acts: [{ type: "suspended", words: WORDS }],
    })
  })

  test("needs a reason, and a day that has not gone by", () => {
    const input = { member: "01ARZ3NDEKTSV4RRFFQ69G5FAV", turn: 0, sanction: "silenced" }
    const fieldsOf = (rest: object) =>
      SanctionInput.safeParse({ ...input, ...rest }).error?.issues.map(({ path }) => path[0])
    expect(fieldsOf({ words: " " })).toEqual(["words"])
    expect(fieldsOf({ words: WORDS, day: "2020-01-01" })).toEqual(["day"])
    expect(fieldsOf({ words: WORDS, day: "soon" })).toEqual(["day"])
    expect(fieldsOf({ words: WORDS })).toBeUndefined()
  })

  test("a silence leaves reading, liking and reporting, and ends by itself", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { topic } = await aTopic(ben, await aCategory())
    const { post } = await aReply(ben, topic)
    await act(mod, ann, "silenced", { length: "1" })
    const silenced = await asNow(ann)
    const refusal = await aReply(silenced, topic).catch((error) => error)
    expect(refusal).toMatchObject({ code: "silenced" })
    expect(refusal.message).toContain(WORDS)
    await expect(aTopic(silenced, await aCategory())).rejects.toMatchObject({ code: "silenced" })
    await likePost(silenced, { post, liked: true })
    await report(silenced, { kind: "post", id: post, reason: "rude", words: undefined })
    const tomorrow = now() + DAY + HOUR
    setClock(() => tomorrow)
    await aReply(silenced, topic)
    expect((await loadMemberRecord(mod, ann.id)).inForce).toEqual([])
  })

  test("a suspension leaves reading alone; lifted, it is over at once", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { topic } = await aTopic(ben, await aCategory())
    const { post } = await aReply(ben, topic)
    await act(mod, ann, "suspended", { length: "ever" })
    expect(await getUser(ann.id)).toMatchObject({ suspendedUntil: FOREVER, suspendedWhy: WORDS })
    await expect(likePost(await asNow(ann), { post, liked: true })).rejects.toMatchObject({
      code: "suspended",
      message: expect.stringContaining("for good"),
    })
    await end(mod, ann, "suspended", "A mistake")
    await likePost(await asNow(ann), { post, liked: true })
    await settle()
    expect((await toldTo(ann))[0]).toEqual(["lifted", "A mistake"])
    await expect(end(mod, ann, "suspended")).rejects.toMatchObject({ code: "case-not-so" })
  })

  test("of two moderators who act at once one does; the other is told; a second press is one act", async () => {
    const [ann, one, two] = [await someone(), await staff(), await staff()]
    const input = SanctionInput.parse({ member: ann.id, turn: 0, sanction: "warned", words: WORDS })
    await Promise.all([sanction(one, input), sanction(one, input)])
    await expect(sanction(two, input)).rejects.toMatchObject({
      code: "case-overtaken",
      message: expect.stringContaining("was quicker"),
    })
    expect(types(await pastOf((await recordOf(one, ann.id)).id))).toEqual(["warned"])
  })

  test("closes what was reported about them, and tells who reported it", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { id } = await report(ben, { kind: "member", id: ann.id, reason: "rude", words: undefined })
    await act(mod, ann, "warned")
    expect(await currentCase(id)).toMatchObject({ state: "closed", outcome: { type: "warned" } })
    await settle()
    expect(await toldTo(ben)).toEqual([["acted", WORDS]])
  })

  test("taken back while something else is reported leaves that open, as the check folds it", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    await act(mod, ann, "silenced")
    const { id } = await report(ben, { kind: "member", id: ann.id, reason: "rude", words: undefined })
    await end(mod, ann, "silenced")
    await settle()
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "report" })
    expect(await getCase(id)).toStrictEqual(foldCase(await pastOf(id)))
    const other = await staff()
    const { turn } = (await currentCase(id))!
    await decide(other, { case: id, turn, decision: "claim", words: undefined })
    await expect(act(mod, ann, "warned")).rejects.toMatchObject({ code: "case-claimed" })
  })

  test("is appealed against once, and staff decide", async () => {
    const [ann, mod, admin] = [await someone(), await staff(), await staff("admin")]
    await act(mod, ann, "suspended")
    const { id } = await recordOf(mod, ann.id)
    await appeal(await asNow(ann), { case: id, words: "It was my brother" })
    const open = (await currentCase(id))!
    expect(open).toMatchObject({ state: "open", queue: "appeal" })
    await decide(admin, { case: id, turn: open.turn, decision: "dismiss", words: "It was you" })
    await settle()
    expect((await toldTo(ann))[0]).toEqual(["upheld", "It was you"])
    expect(await loadCase(await asNow(ann), id)).toMatchObject({ appeal: { answer: "It was you" } })
    await end(mod, ann, "suspended")
    await expect(appeal(await asNow(ann), { case: id, words: "Sorry" })).rejects.toMatchObject({
      code: "case-missing",
    })
  })

  test("is not done to staff above, nor seen by who is no staff", async () => {
    const [ann, mod, admin] = [await someone(), await staff(), await staff("admin")]
    await expect(act(mod, admin, "warned")).rejects.toMatchObject({ code: "not-allowed" })
    await expect(act(mod, mod, "warned")).rejects.toMatchObject({ code: "not-allowed" })
    await expect(recordOf(ann, mod.id)).rejects.toMatchObject({ code: "member-missing" })
  })
})

describe("a private note", () => {
  test("is there for staff above the member alone, and taken away by who wrote it", async () => {
    const [ann, mod, other] = [await someone(), await staff(), await staff()]
    const form = aForm()
    await writeNote(mod, { member: ann.id, form, text: "Brother of Ben" })
    await writeNote(mod, { member: ann.id, form, text: "Brother of Ben" })
    const { notes } = await loadMemberRecord(other, ann.id)
    expect(notes).toMatchObject([{ text: "Brother of Ben", name: mod.name, isYours: false }])
    const note = notes[0]!.id
    await expect(takeNoteAway(other, { member: ann.id, note })).rejects.toMatchObject({
      code: "note-missing",
    })
    await takeNoteAway(mod, { member: ann.id, note })
    expect((await loadMemberRecord(mod, ann.id)).notes).toEqual([])
    const admin = await staff("admin")
    await writeNote(admin, { member: mod.id, form: aForm(), text: "Be patient" })
    expect((await loadMemberRecord(mod, mod.id)).notes).toEqual([])
    expect((await loadMemberRecord(admin, mod.id)).notes).toHaveLength(1)
  })
})
