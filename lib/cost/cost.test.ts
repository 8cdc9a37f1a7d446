import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { SETTINGS } from "#lib/forum/settings-list.ts"
import { type Bill, billOf, unitsOf } from "./bill.ts"
import { ALARMS } from "./habits-in-aws.ts"
import { sizeFrom } from "./main.ts"
import {
  GIVEN,
  GIVEN_IN_WORDS,
  LEFT_OUT,
  LEFT_OUT_OF_AWS,
  LEFT_OUT_OF_MACHINE,
  PRICES,
  PRICES_OF,
} from "./prices.ts"
import { awsTable, billAsText, DAX_PAYS, EMPTY_WINDOWS, idleInWords, readmeTable } from "./tables.ts"

const size = { members: 5_000, posts: 10_000, views: 500_000 }

test("the tables of the README and of docs/aws.md are what the command says", () => {
  const [readme, aws] = ["README.md", "docs/aws.md"].map((file) => readFileSync(file, "utf8"))
  expect(readme).toContain(readmeTable())
  expect(aws).toContain(awsTable())
  for (const said of [DAX_PAYS, EMPTY_WINDOWS, GIVEN_IN_WORDS, idleInWords()])
    expect(aws!.replaceAll(/\s+/g, " ")).toContain(said)
  for (const page of [readme, aws]) expect(page).toContain(PRICES_OF)
  for (const what of [...LEFT_OUT, ...LEFT_OUT_OF_AWS, ...LEFT_OUT_OF_MACHINE])
    expect(billAsText(size)).toContain(what)
  expect(readme!.trimEnd().split("\n").length).toBeLessThanOrEqual(88)
})

test("what AWS gives every account each month is taken off each component once, and never more than there is", () => {
  for (const where of ["machine", "aws"] as const)
    for (const of of [size, { members: 0, posts: 0, views: 0 }, { ...size, posts: 1e6, views: 1e8 }]) {
      const { items, due } = billOf(of, where)
      expect(items.reduce((sum, one) => sum + one.due, 0)).toBeCloseTo(due)
      for (const one of items) expect(one.due).toBeLessThanOrEqual(one.dollars)
      for (const one of items) expect(one.due).toBeGreaterThanOrEqual(0)
    }
  const after = (name: string, of = size) => billOf(of, "aws").items.find((one) => one.name === name)!
  const large = { ...size, posts: 1e6, views: 1e8 }
  const { amount, due } = after("their time", large)
  expect(due).toBeCloseTo((amount - GIVEN.gigabyteSeconds) * PRICES.gigabyteSecond)
  expect(after("alarms").due).toBeCloseTo((ALARMS - GIVEN.alarms) * PRICES.alarm)
  expect([after("its traffic").due, after("the dashboard").due, after("their time").due]).toEqual([0, 0, 0])
  // Of what is asked of a table on demand nothing is given, nor of mail and S3.
  for (const name of ["reading the table", "writing to it", "mail", "fetching from S3", "keeping pictures"])
    expect(after(name).due).toBe(after(name).dollars)
  const text = billAsText(size)
  expect(text).toContain(GIVEN_IN_WORDS)
  expect(text).toMatch(/the dashboard +1 dashboard +\$3\.00 +\$0\.00\n/)
})

test("a club's forum in AWS costs two dollars, most of them for alarms; a budget of 25 is above a lively community's", () => {
  const club = billOf({ members: 200, posts: 500, views: 20_000 }, "aws")
  expect(club.due).toBeLessThan(2.5)
  expect(club.items.find(({ name }) => name === "alarms")!.due).toBeGreaterThan(club.due / 2)
  expect([club.dollars < 25, billOf(size, "aws").due < 25]).toEqual([true, true])
  expect(readFileSync("infra/stage.ts", "utf8")).toContain('count("STOA_BUDGET", 25)')
})

test("a bill is the sum of its parts, each an amount at its price", () => {
  const sumOf = ({ items }: Bill): number => items.reduce((sum, one) => sum + one.dollars, 0)
  const { items, dollars } = billOf(size)
  expect(sumOf(billOf(size))).toBeCloseTo(dollars)
  expect(sumOf(billOf(size, "aws"))).toBeCloseTo(billOf(size, "aws").dollars)
  const { rcu, wcu } = unitsOf(size)
  expect(items[0]!.dollars).toBeCloseTo((rcu / 1e6) * PRICES.millionReads)
  expect(items[1]!.dollars).toBeCloseTo((wcu / 1e6) * PRICES.millionWrites)
  expect(billAsText(size)).toMatch(/reading the table +[\d.]+ million units +\$/)
})

test("what is written costs more with posts, what is read with views, and a forum without anybody its worker", () => {
  const units = unitsOf(size)
  expect(unitsOf({ ...size, posts: 20_000 }).wcu).toBeGreaterThan(1.3 * units.wcu)
  expect(unitsOf({ ...size, views: 1_000_000 }).rcu).toBeGreaterThan(1.3 * units.rcu)
  const nobody = billOf({ members: 0, posts: 0, views: 0 })
  expect(nobody.dollars).toBeGreaterThan(0)
  expect(nobody.dollars).toBeLessThan(2)
})

test("the prices are those that the panel begins with", () => {
  expect(SETTINGS["price-of-reads"].default).toBe(PRICES.millionReads * 1000)
  expect(SETTINGS["price-of-writes"].default).toBe(PRICES.millionWrites * 1000)
})

test("it wants three whole numbers", () => {
  expect(sizeFrom(["--members", "5", "--posts", "6", "--views", "7"])).toEqual({
    members: 5,
    posts: 6,
    views: 7,
  })
  for (const wrong of [[], ["--members", "5"], ["--members", "x", "--posts", "6", "--views", "7"], ["--x"]])
    expect(sizeFrom(wrong)).toBeUndefined()
})
