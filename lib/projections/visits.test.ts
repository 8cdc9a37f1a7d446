import { afterAll, afterEach, describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { visitsOf } from "#lib/db/patterns/visits.ts"
import type { Member } from "#lib/forum/actor.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { notePresence, presence } from "#lib/forum/presence.ts"
import { chooseLastSeen, shownVisits } from "#lib/forum/visits.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { againAfter, oneByOne, twice } from "#lib/testing/deliveries.ts"
import { someone } from "#lib/testing/people.ts"
import { rebuilt, rebuiltInPieces } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { PROJECTIONS } from "./registered.ts"
import { visits } from "./visits.ts"

freshTable()
afterEach(() => setClock())
afterAll(expectConsistent)

const MORNING = Date.parse("2026-11-20T08:00:00.000Z")
const back = (days: number): string => new Date(now() - days * DAY).toISOString()
/** They are there, and write in a category. */
const there = (who: Member, ...days: number[]) =>
  notePresence(days.flatMap((n) => [...presence(who.id, back(n)), ...presence(who.id, back(n), "harbour")]))
const counted = async ({ id }: Member) => (await visitsOf(id, { consistent: true }))?.days
/** What the member's own item says, by which they are trusted. */
const said = async ({ id }: Member) => (await getUser(id, { consistent: true }))?.daysHere
const seen = async ({ id }: Member) =>
  shownVisits((await getUser(id, { consistent: true }))!, await visitsOf(id, { consistent: true }))

describe("the days on which a member was here", () => {
  test.each([
    ["twice", twice],
    ["in pieces", oneByOne],
    ["again after a crash", againAfter(2)],
    ["backwards", (changes) => [changes.toReversed()]],
  ] as [string, typeof twice][])("count once each, also when they are told %s", async (_, deliver) => {
    const [ann, ben] = [await someone(), await someone()]
    await there(ann, 3, 1, 0)
    await there(ben, 1)
    await settle({ deliver })
    await there(ann, 0, 2)
    await settle({ deliver })
    expect([await counted(ann), await counted(ben)]).toEqual([4, 1])
    expect([await said(ann), await said(ben)]).toEqual([4, 1])
  })

  test("stay counted when it is forgotten which they were", async () => {
    setClock(() => MORNING)
    const ann = await someone()
    await there(ann, 2, 1)
    await settle()
    setClock(() => MORNING + 60 * DAY)
    await there(ann, 0)
    await settle()
    expect(await visitsOf(ann.id)).toMatchObject({ days: 3, recent: ["2027-01-19"] })
  })

  test("are counted anew from what is remembered, and none is lost", async () => {
    const ann = await someone()
    await there(ann, 4, 2)
    await settle({ projections: PROJECTIONS.filter(({ name }) => name !== "visits") })
    await rebuiltInPieces(visits, 9)
    await rebuilt(visits)
    await rebuilt(visits, "no cursor")
    await there(ann, 1)
    await settle()
    expect(await counted(ann)).toBe(3)
  })

  test("are said by the member's item, which a forum of before did not", async () => {
    const ann = await someone()
    await there(ann, 9, 8)
    await settle()
    await commit([{ kind: "update", key: userKey(ann.id), update: "REMOVE daysHere" }])
    await rebuilt(visits)
    expect([await counted(ann), await said(ann)]).toEqual([2, 2])
  })

  test("are kept for nobody who has left", async () => {
    const ann = await someone()
    await endAccountOf((await getUser(ann.id))!, "keep")
    await there(ann, 0)
    await settle()
    expect(await counted(ann)).toBeUndefined()
  })
})

describe("what others see of them", () => {
  test("is no day of this month, nor the last one, unless the member shows it", async () => {
    setClock(() => MORNING)
    const ann = await someone()
    await there(ann, 25, 24, 2, 0)
    await settle()
    expect(await seen(ann)).toEqual({ daysActive: 2 })
    await chooseLastSeen(ann, { shown: "1" })
    expect(await seen(ann)).toEqual({ daysActive: 4, lastSeen: "2026-11-20" })
    await chooseLastSeen(ann, {})
    expect(await seen(ann)).toEqual({ daysActive: 2 })
    setClock(() => MORNING + 11 * DAY)
    expect(await seen(ann)).toEqual({ daysActive: 4 })
  })

  test("is nothing of who was never noticed", async () => {
    expect(await seen(await someone())).toEqual({ daysActive: 0 })
  })
})
