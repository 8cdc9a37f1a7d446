import { afterEach, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { addUnits } from "#lib/db/writes/costs.ts"
import { billOf, prices } from "#lib/forum/costs.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCosts } from "./costs.ts"

freshTable()
afterEach(() => setClock())

const spent = (day: string, read: number, write: number): Promise<void> =>
  commit([
    addUnits({ day, read: new Map([["TOPIC#/POST#…", read]]), write: new Map([["TOPIC#/POST#", write]]) }),
  ])

test("a month is billed by day and by what was asked for, and goes on as the last whole days did", async () => {
  // Half of the tenth is over: twenty days and a half are left.
  setClock(() => Date.parse("2030-06-10T12:00:00Z"))
  await spent("2030-06-08", 4_000_000, 1_000_000)
  await spent("2030-06-09", 2_000_000, 1_000_000)
  await spent("2030-06-10", 8_000_000, 0)
  const bill = await billOf("2030-06")
  expect(bill.days.map(({ day }) => day).slice(-3)).toEqual(["2030-06-08", "2030-06-09", "2030-06-10"])
  expect(bill.days.map(({ dollars }) => dollars).slice(-4)).toEqual([0, 1.125, 0.875, 1])
  expect(bill.dollars).toBeCloseTo(3)
  expect(bill.kinds.map(({ kind, dollars }) => [kind, dollars])).toEqual([
    ["TOPIC#/POST#…", 1.75],
    ["TOPIC#/POST#", 1.25],
  ])
  expect(bill.expected).toBeCloseTo(3 + 20.5)
})

test("a past month is what it was; before the first whole day nothing is expected", async () => {
  setClock(() => Date.parse("2031-03-01T01:00:00Z"))
  await spent("2031-03-01", 100, 100)
  expect((await billOf("2031-03")).expected).toBeUndefined()
  setClock(() => Date.parse("2031-04-02T01:00:00Z"))
  const march = await billOf("2031-03")
  expect([march.days.length, march.expected]).toEqual([31, undefined])
})

test("prices are what is set, at first those of us-east-1", async () => {
  expect(await prices()).toEqual({ read: 0.125e-6, write: 0.625e-6 })
  await changeSettings({ kind: "operator" }, { values: { "price-of-reads": 142, "price-of-writes": 705 } })
  const { read, write } = await prices()
  expect([read * 1e6, write * 1e6]).toEqual([0.142, 0.705])
  await changeSettings({ kind: "operator" }, { values: { "price-of-reads": null, "price-of-writes": null } })
})

test("months that are none or have not begun are not there; what this process has not told yet is in its day", async () => {
  const admin = await staff("admin")
  for (const month of ["2030-13", "next", "2999-01"]) expect(await loadCosts(admin, month)).toBeUndefined()
  const view = (await loadCosts(admin))!
  expect(view.rows.length).toBeGreaterThan(1)
  expect(view.rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
})
