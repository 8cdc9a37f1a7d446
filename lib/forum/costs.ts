/** What the forum costs: units that it consumed, at the prices that are set. Days are those of UTC. */
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import type { DayCosts } from "#lib/db/items/costs.ts"
import { costsOfMonth } from "#lib/db/patterns/costs.ts"
import { settings } from "./settings.ts"

/** What a read and a write unit cost, in dollars. */
export type Prices = { read: number; write: number }

export type DayBill = { day: string; read: number; write: number; dollars: number }
export type KindBill = { kind: string; read: number; write: number; dollars: number }

export type MonthBill = {
  /** `yyyy-mm` */
  month: string
  prices: Prices
  /** All days of the month, to today at most. */
  days: DayBill[]
  /** What was asked for, the dearest first. */
  kinds: KindBill[]
  dollars: number
  /** What the whole month comes to if it goes on as in the last days; only of this month, and once a day is over. */
  expected?: number
}

/** So many of the last whole days say how it goes on. */
const PACE_DAYS = 7
const [A_MILLION, THOUSANDTHS] = [1_000_000, 1_000]

/** Prices are set in thousandths of a dollar for a million units. */
export async function prices(): Promise<Prices> {
  const { "price-of-reads": read, "price-of-writes": write } = await settings()
  return { read: read / THOUSANDTHS / A_MILLION, write: write / THOUSANDTHS / A_MILLION }
}

/** @param month `yyyy-mm` */
export async function billOf(month: string): Promise<MonthBill> {
  const today = nowIso().slice(0, 10)
  const isNow = today.startsWith(month)
  const [price, kept, before] = await Promise.all([
    prices(),
    costsOfMonth(month),
    isNow ? costsOfMonth(monthBefore(month)) : [],
  ])
  const days = daysOf(month, today).map((day) => dayBill(day, kept, price))
  const dollars = days.reduce((sum, one) => sum + one.dollars, 0)
  const pace = isNow ? paceOf([...before, ...kept], price, today) : undefined
  return {
    ...{ month, prices: price, days, dollars, kinds: kindsOf(kept, price) },
    ...(pace !== undefined && { expected: dollars + pace * daysLeft(month) }),
  }
}

const dollarsOf = ({ read, write }: { read: number; write: number }, price: Prices): number =>
  read * price.read + write * price.write

const total = (units: Record<string, number>): number => Object.values(units).reduce((sum, n) => sum + n, 0)

function dayBill(day: string, kept: DayCosts[], price: Prices): DayBill {
  const own = kept.find((one) => one.day === day)
  const units = { read: total(own?.read ?? {}), write: total(own?.write ?? {}) }
  return { day, ...units, dollars: dollarsOf(units, price) }
}

function kindsOf(kept: DayCosts[], price: Prices): KindBill[] {
  const sums = new Map<string, { read: number; write: number }>()
  for (const day of kept)
    for (const way of ["read", "write"] as const)
      for (const [kind, units] of Object.entries(day[way])) {
        const sum = sums.get(kind) ?? { read: 0, write: 0 }
        sum[way] += units
        sums.set(kind, sum)
      }
  return [...sums]
    .map(([kind, units]) => ({ kind, ...units, dollars: dollarsOf(units, price) }))
    .sort((a, b) => b.dollars - a.dollars || (a.kind < b.kind ? -1 : 1))
}

/** Dollars of a usual day, by those that are over; those before anything was counted are none. */
function paceOf(kept: DayCosts[], price: Prices, today: string): number | undefined {
  const first = kept[0]?.day
  const last = Array.from({ length: PACE_DAYS }, (_, i) =>
    new Date(Date.parse(today) - (i + 1) * DAY).toISOString().slice(0, 10),
  ).filter((day) => first !== undefined && day >= first)
  if (last.length === 0) return undefined
  return last.reduce((sum, day) => sum + dayBill(day, kept, price).dollars, 0) / last.length
}

const startOf = (month: string, later = 0): number => {
  const [year, number] = month.split("-").map(Number) as [number, number]
  return Date.UTC(year, number - 1 + later)
}
const monthBefore = (month: string): string => new Date(startOf(month, -1)).toISOString().slice(0, 7)
const daysLeft = (month: string): number => (startOf(month, 1) - now()) / DAY

function daysOf(month: string, today: string): string[] {
  const days: string[] = []
  for (let time = startOf(month); time < startOf(month, 1); time += DAY)
    days.push(new Date(time).toISOString().slice(0, 10))
  return days.filter((day) => day <= today)
}
