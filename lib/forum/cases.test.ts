import { describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import {
  eventsByActor,
  eventsByType,
  eventsOfMonth,
  getCase,
  openCases,
  openCasesOfKind,
} from "#lib/db/patterns/cases.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { cases } from "#lib/projections/cases.ts"
import { decision, reported, toldTo, types } from "#lib/testing/cases.ts"
import { aForm, someone, staff, suspended } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { memberFrom } from "./actor.ts"
import { appeal } from "./appealing.ts"
import { foldCase } from "./case-folding.ts"
import { currentCase, pastOf } from "./cases.ts"
import { decide } from "./deciding.ts"
import { answerInCase, writeToStaff } from "./staff-messages.ts"

freshTable()

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
    await suspended(author, "2999-01-01T00:00:00.000Z")
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
    const answer = { form: aForm(), case: id, turn: 1, body: "Thank you, we are on our way" }
    await expect(answerInCase(other, answer)).rejects.toMatchObject({ code: "case-missing" })
    await answerInCase(mod, answer)
    expect(await currentCase(id)).toMatchObject({ state: "closed", outcome: { type: "answered" } })
    await settle()
    expect(await toldTo(ann)).toEqual([["answered", undefined]])
    await answerInCase(ann, { form: aForm(), case: id, body: "Hurry" })
    expect(await currentCase(id)).toMatchObject({ state: "open" })
  })
})

describe("an answer of staff", () => {
  test("is refused to who has not read what was said meanwhile, until they were told so", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { id } = await writeToStaff(ann, { form: aForm(), body: "The harbour is on fire" })
    await answerInCase(ann, { form: aForm(), case: id, body: "And the jetty" })
    const answer = { form: aForm(), case: id, turn: 1, body: "We have put it out" }
    await expect(answerInCase(mod, answer)).rejects.toMatchObject({
      code: "case-overtaken",
      details: { turn: 2 },
    })
    expect(await currentCase(id)).toMatchObject({ state: "open", version: 2 })
    await answerInCase(mod, { ...answer, turn: 2 })
    await answerInCase(mod, { ...answer, turn: 2 })
    expect(await currentCase(id)).toMatchObject({ state: "closed", version: 3 })
  })

  test("is none of a suspended moderator's, who may write of their own all the same", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { id } = await writeToStaff(ann, { form: aForm(), body: "The harbour is on fire" })
    await suspended(mod, "2999-01-01T00:00:00.000Z")
    const suspendedMod = memberFrom((await getUser(mod.id, { consistent: true }))!)
    const answer = { form: aForm(), case: id, turn: 1, body: "Let it burn" }
    await expect(answerInCase(suspendedMod, answer)).rejects.toMatchObject({ code: "case-missing" })
    expect((await writeToStaff(suspendedMod, { form: aForm(), body: "Why am I suspended?" })).staff).toBe(
      false,
    )
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
