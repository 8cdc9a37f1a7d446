/** What the forum costs, for its administrators. */
import { nowIso } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { type PartOfForum, partOf } from "#lib/db/keys/kinds.ts"
import { noteLastUnits } from "#lib/db/units.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { billOf, type KindBill, type MonthBill } from "#lib/forum/costs.ts"
import type { Point } from "./overview.ts"

/** What is listed one by one, if it comes to a thousandth; the others are what they come to together. */
const MOST_ROWS = 40
const LEAST_SHARE = 0.001

export type CostRow = Omit<KindBill, "kind"> & {
  /** What it is part of, where people have a word for it. */
  part?: PartOfForum
  /** As the data model has it; none of what is listed together. */
  kind?: string
  /** From 0 to 1, of the month's dollars. */
  share: number
}

export type CostsView = Pick<MonthBill, "month" | "dollars" | "expected" | "prices"> & {
  points: Point[]
  rows: CostRow[]
  /** How many are in the last row together. */
  others: number
  total: { read: number; write: number }
  earlier: string
  later?: string
  /** Whether the table is Amazon's, and this is what they charge. */
  isAmazon: boolean
}

const MONTH = /^20\d{2}-(?:0[1-9]|1[0-2])$/

/** @throws ForumError unauthenticated, forbidden · @returns undefined where it is no month that has begun */
export async function loadCosts(actor: Actor, asked?: string): Promise<CostsView | undefined> {
  authorize(actor, "forum.administer", {})
  const present = nowIso().slice(0, 7)
  const month = asked ?? present
  if (!MONTH.test(month) || month > present) return undefined
  // What this process has not told yet belongs to it.
  await noteLastUnits()
  const { days, kinds, ...bill } = await billOf(month)
  const sum = (of: Omit<KindBill, "kind">[]): Omit<KindBill, "kind"> => ({
    read: of.reduce((total, { read }) => total + read, 0),
    write: of.reduce((total, { write }) => total + write, 0),
    dollars: of.reduce((total, { dollars }) => total + dollars, 0),
  })
  const share = (dollars: number): number => (bill.dollars === 0 ? 0 : dollars / bill.dollars)
  const listed = kinds.filter(({ dollars }) => share(dollars) >= LEAST_SHARE).slice(0, MOST_ROWS)
  const rest = kinds.slice(listed.length)
  const later = monthBeside(month, 1)
  return {
    ...bill,
    points: days.map(({ day, dollars }) => ({ at: day, value: dollars })),
    rows: [
      ...listed.map((one) => ({ ...one, part: partOf(one.kind) })),
      ...(rest.length > 0 ? [sum(rest)] : []),
    ].map((row) => ({ ...row, share: share(row.dollars) })),
    others: rest.length,
    total: sum(kinds),
    earlier: monthBeside(month, -1),
    ...(later <= present && { later }),
    isAmazon: config().dynamodb.engine === "aws",
  }
}

function monthBeside(month: string, by: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7)
}
