import { afterAll, afterEach, describe, expect, test } from "vitest"
import type { Sanction } from "#lib/db/items/cases.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { caseIdOf, currentCase, pastOf } from "#lib/forum/cases.ts"
import { decide } from "#lib/forum/deciding.ts"
import { report } from "#lib/forum/reporting.ts"
import { setRole } from "#lib/forum/roles.ts"
import {
  previewOfSanctions,
  SanctionManyInput,
  SanctionsAsked,
  sanctionMany,
} from "#lib/forum/sanctioning.ts"
import { doneBy } from "#lib/forum/selecting.ts"
import { LiftInput, lift, SanctionInput, sanction } from "#lib/forum/standing.ts"
import { undo } from "#lib/forum/undoing.ts"
import { decision, toldTo, types } from "#lib/testing/cases.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aForm, someone, staff } from "#lib/testing/people.ts"
import { finish, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
withoutLimits()
afterEach(presentTime)
afterAll(expectConsistent, 60_000)

type Member = Awaited<ReturnType<typeof staff>>
const caseOf = ({ id }: Pick<Member, "id">): string => caseIdOf({ kind: "member", id })
const fresh = async ({ id }: Pick<Member, "id">) => (await getUser(id, { consistent: true }))!

const asked = (members: Member[], sanction: Sanction, more = {}) =>
  SanctionsAsked.parse({ names: members.map(({ name }) => name).join(", "), sanction, ...more })

/** Looks at it as the page does, and sends what the page's form has. */
async function sent(mod: Member, members: Member[], sanction: Sanction, more: Record<string, string> = {}) {
  const effects = await previewOfSanctions(mod, asked(members, sanction, more))
  return SanctionManyInput.parse({
    ...{ form: aForm(), sanction, words: "Stop quarrelling", ...more },
    items: effects.map(({ id }) => id).join(","),
    turns: effects.map(({ turn }) => turn).join(","),
  })
}

async function done(mod: Member, members: Member[], sanction: Sanction, more?: Record<string, string>) {
  return finish((await sanctionMany(mod, await sent(mod, members, sanction, more))).id)
}

const several = async (n = 3) => Promise.all(Array.from({ length: n }, () => someone()))

describe("many members", () => {
  test("are looked at before: whom it concerns, who is left out and why; nothing is written", async () => {
    const [[ann, ben, cay], mod, other, owner] = [
      await several(),
      await staff(),
      await staff(),
      await staff("owner"),
    ]
    await sanction(mod, SanctionInput.parse({ member: ben!.id, turn: 0, sanction: "silenced", words: "x" }))
    await report(ann!, { kind: "member", id: cay!.id, reason: "rude", words: undefined })
    const listened = listen()
    const effects = await previewOfSanctions(mod, asked([ann!, ben!, cay!, other, owner, mod], "silenced"))
    expect(listened.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))).toEqual([])
    expect(effects.map((effect) => ("left" in effect ? effect.left : effect.closes))).toEqual([
      false,
      "It is so already, or was changed since.",
      true,
      ...["You may not do this.", "You may not do this.", "You may not do this."],
    ])
    // Who has confirmed no address yet is no member.
    const pending = await someone(undefined, { verifiedAt: undefined })
    for (const nobody of [{ ...ann!, name: "Nobody" }, pending])
      await expect(previewOfSanctions(mod, asked([ann!, nobody], "warned"))).rejects.toMatchObject({
        kind: "invalid",
        details: { field: "names" },
      })
    for (const nobody of [ann!, { ...ann!, wards: ["general"] }])
      await expect(previewOfSanctions(nobody, asked([ben!], "warned"))).rejects.toMatchObject({
        kind: "not-found",
      })
  })

  for (const [who, work] of WORKERS)
    test(`are silenced until the same moment, each told why, by ${who}; and may write again together`, {
      timeout: 60_000,
    }, async () => {
      const [people, mod] = [await several(4), await staff()]
      const { id } = await sanctionMany(mod, await sent(mod, people, "silenced", { length: "3" }))
      const saga = await finish(id, { work })
      expect(saga).toMatchObject({ state: "done", done: 4, total: 4 })
      const ends = await Promise.all(people.map(async (one) => (await fresh(one)).silencedUntil))
      expect(new Set(ends).size).toBe(1)
      for (const one of people)
        expect(await pastOf(caseOf(one))).toMatchObject([
          { type: "silenced", words: "Stop quarrelling", by: mod.id, saga: id, until: ends[0] },
        ])
      await settle()
      for (const one of people) expect((await toldTo(one)).map(([news]) => news)).toContain("silenced")

      const back = await finish((await undo(mod, { saga: id })).id, { work })
      expect(back.done).toBe(4)
      for (const one of people) {
        expect((await fresh(one)).silencedUntil).toBeUndefined()
        expect(types(await pastOf(caseOf(one)))).toEqual(["silenced", "lifted"])
      }
      await expect(undo(mod, { saga: id })).rejects.toMatchObject({ code: "already-undone" })
    })

  test("are warned once by a form that is sent twice", async () => {
    const [people, mod] = [await several(2), await staff()]
    const input = await sent(mod, people, "warned")
    const [one, other] = await Promise.all([sanctionMany(mod, input), sanctionMany(mod, input)])
    expect(one.id).toBe(other.id)
    await finish(one.id)
    for (const each of people) expect(types(await pastOf(caseOf(each)))).toEqual(["warned"])
  })

  test("who have a warning in force keep it: they are left out, and undoing takes no other one away", async () => {
    const [[ann, ben, cay], mod, other] = [await several(), await staff(), await staff()]
    for (const [turn, one] of [ann!, cay!].entries()) {
      await sanction(other, SanctionInput.parse({ member: one.id, turn: 0, sanction: "warned", words: "x" }))
      // What is over keeps nobody out.
      if (turn === 1)
        await lift(other, LiftInput.parse({ member: one.id, turn: 1, sanction: "warned", words: "" }))
    }
    const saga = await done(mod, [ann!, ben!, cay!], "warned")
    expect(doneBy(saga).left.map(({ id, why }) => [id, why])).toEqual([
      [ann!.id, "It is so already, or was changed since."],
    ])
    expect((await finish((await undo(mod, { saga: saga.id })).id)).done).toBe(2)
    expect((await currentCase(caseOf(ann!)))?.sanctions?.warned).toMatchObject({ by: other.id, words: "x" })
    expect((await currentCase(caseOf(ben!)))?.sanctions).toBeUndefined()
  })

  test("to whom something was done after the look or who is above one by then are left out", async () => {
    const [[ann, ben, cay], mod, other] = [await several(), await staff(), await staff()]
    const input = await sent(mod, [ann!, ben!, cay!], "warned")
    await sanction(other, SanctionInput.parse({ member: ann!.id, turn: 0, sanction: "warned", words: "x" }))
    await setRole(await staff("owner"), { member: ben!.id, role: "moderator" })
    const saga = await finish((await sanctionMany(mod, input)).id)
    expect(doneBy(saga).left.map(({ id, why }) => [id, why])).toEqual([
      [ann!.id, "It is so already, or was changed since."],
      [ben!.id, "You may not do this."],
    ])
    expect(types(await pastOf(caseOf(cay!)))).toEqual(["warned"])
  })

  test("are left to who looks after their case; else what was reported is decided by it", async () => {
    const [[ann, ben, cay], mod, other] = [await several(), await staff(), await staff()]
    for (const one of [ann!, ben!])
      await report(cay!, { kind: "member", id: one.id, reason: "rude", words: undefined })
    await decide(other, await decision(caseOf(ann!), "claim"))
    const saga = await done(mod, [ann!, ben!], "warned")
    expect(doneBy(saga).left.map(({ id, why }) => [id, why])).toEqual([
      [ann!.id, "Somebody else is on this case. Take it over before you decide."],
    ])
    expect(await currentCase(caseOf(ben!))).toMatchObject({ state: "closed", outcome: { type: "warned" } })
    await settle()
    expect((await toldTo(cay!)).map(([news]) => news)).toContain("acted")
  })

  test("undoing leaves what somebody else has done or ended since", async () => {
    const [[ann, ben, cay], mod, other] = [await several(), await staff(), await staff()]
    const saga = await done(mod, [ann!, ben!, cay!], "suspended")
    await lift(other, LiftInput.parse({ member: ann!.id, turn: 1, sanction: "suspended", words: "" }))
    await lift(other, LiftInput.parse({ member: ben!.id, turn: 1, sanction: "suspended", words: "" }))
    await sanction(
      other,
      SanctionInput.parse({ member: ben!.id, turn: 2, sanction: "suspended", length: "90", words: "Again" }),
    )
    const back = await finish((await undo(mod, { saga: saga.id })).id)
    expect(back.done).toBe(1)
    expect((await fresh(cay!)).suspendedUntil).toBeUndefined()
    expect((await fresh(ben!)).suspendedWhy).toBe("Again")
    expect(types(await pastOf(caseOf(ben!)))).toEqual(["suspended", "lifted", "suspended"])
  })

  test("are left alone from the moment on when who began it is no staff any more, and nobody else undoes it", async () => {
    const [people, mod, other] = [await several(2), await staff(), await staff()]
    const { id } = await sanctionMany(mod, await sent(mod, people, "warned"))
    await setRole(await staff("owner"), { member: mod.id, role: "member" })
    const saga = await finish(id)
    expect(doneBy(saga).did).toEqual([])
    await expect(undo(other, { saga: id })).rejects.toMatchObject({ kind: "not-found" })
    const gone = memberFrom(await fresh(mod))
    await expect(undo(gone, { saga: id })).rejects.toMatchObject({ kind: "not-found" })
    expect((await undo(await staff("admin"), { saga: id })).total).toBe(0)
  })
})
