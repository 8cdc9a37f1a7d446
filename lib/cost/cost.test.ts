import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { SETTINGS } from "#lib/forum/settings-list.ts"
import { type Bill, billOf, unitsOf } from "./bill.ts"
import { sizeFrom } from "./main.ts"
import { LEFT_OUT, LEFT_OUT_OF_AWS, LEFT_OUT_OF_MACHINE, PRICES, PRICES_OF } from "./prices.ts"
import { awsTable, billAsText, EMPTY_SECONDS, readmeTable } from "./tables.ts"

const size = { members: 5_000, posts: 10_000, views: 500_000 }

test("the tables of the README and of docs/aws.md are what the command says", () => {
  const [readme, aws] = ["README.md", "docs/aws.md"].map((file) => readFileSync(file, "utf8"))
  expect(readme).toContain(readmeTable())
  expect(aws).toContain(awsTable())
  expect(aws).toContain(EMPTY_SECONDS)
  for (const page of [readme, aws]) expect(page).toContain(PRICES_OF)
  for (const what of [...LEFT_OUT, ...LEFT_OUT_OF_AWS, ...LEFT_OUT_OF_MACHINE])
    expect(billAsText(size)).toContain(what)
})

test("a bill is the sum of its parts, each an amount at its price", () => {
  const sumOf = ({ items }: Bill): number => items.reduce((sum, one) => sum + one.dollars, 0)
  const { items, dollars } = billOf(size)
  expect(sumOf({ items, dollars })).toBeCloseTo(dollars)
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
