import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { deployed } from "#lib/testing/deployed.ts"
import { billOf, unitsOf } from "./bill.ts"
import * as aws from "./habits-in-aws.ts"
import { PRICES } from "./prices.ts"
import { daxOf, dollarsOfEmptyWindows, firewallOf } from "./serving.ts"
import { billAsText } from "./tables.ts"

const size = { members: 5_000, posts: 10_000, views: 500_000 }
const nobody = { members: 0, posts: 0, views: 0 }

/** An item of the bill. */
const item = (name: string, of = size) => {
  const found = billOf(of, "aws").items.find((one) => one.name === name)
  if (!found) throw new Error(`The bill has no ${name}`)
  return found
}

test("functions have the memory that is billed, and there are no others", () => {
  const production = deployed()
  const functions = production
    .of("sst.aws.Function")
    .map(({ name, args }) => [name.toLowerCase(), args.memory])
  expect(
    Object.fromEntries([["web", production.one("sst.aws.Nextjs").args.server.memory], ...functions]),
  ).toEqual(
    Object.fromEntries(Object.entries(aws.MEMORY).map(([name, megabytes]) => [name, `${megabytes} MB`])),
  )
})

test("alarms, dashboard, schedule, windows and rules are those of a deployment", () => {
  const guarded = deployed("production", { STOA_FIREWALL: "on" })
  expect(guarded.of("aws.cloudwatch.MetricAlarm")).toHaveLength(aws.ALARMS)
  expect(guarded.of("aws.cloudwatch.Dashboard")).toHaveLength(aws.DASHBOARDS)
  // Of dashboards with more figures AWS gives none.
  expect(aws.ALARMS).toBeLessThanOrEqual(50)
  expect(guarded.one("aws.wafv2.WebAcl").args.rules).toHaveLength(aws.RULES)
  expect(guarded.one("sst.aws.CronV2").args.schedule).toBe("rate(1 minute)")
  expect(aws.RUNS).toBe(30 * 24 * 60)
  const { eventSourceMapping } = guarded.one("Table.subscribe", "Stream").args[1].transform
  expect(aws.EMPTY_WINDOWS.times).toBe(
    (aws.SHARDS * 30 * 86_400) / eventSourceMapping.tumblingWindowInSeconds,
  )
})

test("a page weighs what it may", () => {
  const budgets = readFileSync("e2e/weight.spec.ts", "utf8")
  const budget = (name: string): number =>
    Number(new RegExp(`^const ${name} = ([\\d_]+)$`, "m").exec(budgets)?.[1]?.replaceAll("_", ""))
  expect(aws.PAGE_BYTES).toBe(budget("PAGE"))
  // Beside the framework and the style sheet, which no budget bounds.
  expect(aws.FIRST_BYTES).toBeGreaterThan(10 * budget("SCRIPT"))
})

test("twice the views are twice what CloudFront and the bucket have to do; the rest of it stays", () => {
  const [once, twice] = [size, { ...size, views: 2 * size.views }]
  for (const name of ["its traffic", "fetching from S3"])
    expect(item(name, twice).dollars / item(name, once).dollars).toBeCloseTo(2, 1)
  for (const name of ["alarms", "the dashboard", "the minute's schedule", "keeping pictures"])
    expect(item(name, twice)).toEqual(item(name, once))
  expect(item("their time", twice).amount).toBeGreaterThan(1.5 * item("their time", once).amount)
})

test("amounts come from what is done, at their price", () => {
  const one = { members: 0, posts: 0, views: 1_000_000 }
  // By hand: the page, three questions, two pictures, four of ten for members, and 2.8 files.
  expect(item("requests to CloudFront", one).amount).toBeCloseTo((1e6 * (1 + 3 + 2 + 0.4 + 2.8)) / 1e4)
  expect(item("requests to CloudFront", one).dollars).toBeCloseTo(9.2)
  // 0.25 × 0.12 + 0.75 × 0.04 + 0.4 × 0.06 + 3 × 0.015 + 2 × 0.03 + 6.4 × 1 % × 1 s, of 1.7275 GB.
  const time = item("their time", one).amount - item("their time", nobody).amount
  const stream = unitsOf(one, "aws").wcu - unitsOf(nobody, "aws").wcu
  expect(time - stream * 0.2 * 0.06).toBeCloseTo(1e6 * 0.253 * (1_769 / 1_024), -1)
  expect(firewallOf(one)).toBeCloseTo(7 + 9.2 * 0.6)
})

test("a forum without anybody pays for being watched and for calls, cents of it for empty windows", () => {
  const { dollars } = billOf(nobody, "aws")
  expect(dollars).toBeGreaterThan(aws.ALARMS * PRICES.alarm + PRICES.dashboard + dollarsOfEmptyWindows())
  expect(dollars).toBeLessThan(7)
  // By hand: 172,800 calls, 2 ms of a GB each, and 700 bytes of log.
  expect(dollarsOfEmptyWindows()).toBeCloseTo(0.1728 * 0.2 + 345.6 * 0.0000166667 + 0.12096 * 0.5)
  expect(item("calls of functions", nobody).amount).toBeGreaterThan(0.1728 + 0.0432)
})

test("the table: no worker that follows the stream, but pages that ask whether they are stale", () => {
  expect(billOf(size, "aws").items.map(({ name }) => name)).not.toContain("reading its stream")
  expect(unitsOf(nobody, "aws").wcu).toBeLessThan(unitsOf(nobody).wcu)
  expect(unitsOf(size, "aws").rcu).toBeGreaterThan(unitsOf(size).rcu + 4 * size.views)
})

test("DAX costs the same whoever comes: its machine, and two ways out of its network, as they are deployed", () => {
  const cached = deployed("production", { STOA_DAX: "dax.t3.small" })
  expect(cached.one("aws.dax.Cluster").args.replicationFactor).toBe(aws.NODES)
  expect(cached.one("sst.aws.Vpc").args).toMatchObject({ az: aws.ZONES, nat: "ec2" })
  // By hand: 730 hours of 4 cents, and of 0.92 twice.
  expect(daxOf()).toBeCloseTo(29.2 + 13.432)
  expect(billAsText(size)).toContain("With STOA_DAX=dax.t3.small $43 more.")
  expect(unitsOf({ members: 100_000, posts: 200_000, views: 10_000_000 }, "aws").rcu).toBeLessThan(
    (daxOf() / PRICES.millionReads) * 1e6,
  )
})
