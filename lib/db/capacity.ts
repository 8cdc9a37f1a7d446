/**
 * What DynamoDB says that requests consumed: added up per piece of work for who measures one, and for everybody by day
 * and by what was asked for (docs/adr/0221). A process keeps that for some minutes and adds it to the table.
 */
import { AsyncLocalStorage } from "node:async_hooks"
import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb"
import { inBackground } from "#lib/base/background.ts"
import { MINUTE, nowIso } from "#lib/base/clock.ts"

/** Read and write units, indexes included. */
export type Units = { rcu: number; wcu: number; requests: number }

/** By what was asked for (`lib/db/keys/kinds.ts`): units of a day. */
export type DayUnits = { day: string; read: Map<string, number>; write: Map<string, number> }

/**
 * Written down after so long: soon where much is consumed, of which writing it down is then a small part. A process that
 * does little writes seldom.
 */
const [SOON, LATE] = [5 * MINUTE, 15 * MINUTE]
const MUCH = 1_000
/** Kinds of items are few; more of them would be a mistake, and no item may grow for ever. */
const MOST_KINDS = 250

type Counted = { days: Map<string, DayUnits>; units: number; since: number; isOff?: boolean }

// The build and every bundle share one meter, as they share one connection.
const shared = globalThis as typeof globalThis & {
  stoaMeter?: AsyncLocalStorage<Units>
  stoaUnits?: Counted
}
shared.stoaMeter ??= new AsyncLocalStorage<Units>()
shared.stoaUnits ??= { days: new Map(), units: 0, since: performance.now() }
const meter = shared.stoaMeter
const counted = shared.stoaUnits

/** Runs `work` and tells what it consumed. */
export async function measure<T>(work: () => Promise<T>): Promise<{ value: T; units: Units }> {
  const units = { rcu: 0, wcu: 0, requests: 0 }
  const value = await meter.run(units, work)
  return { value, units }
}

/** Whether somebody measures what runs here. */
export function isMeasured(): boolean {
  return meter.getStore() !== undefined
}

/** What to ask of DynamoDB with every request. */
export const RETURN_CAPACITY = { ReturnConsumedCapacity: "TOTAL" } as const

/**
 * Adds an answer's consumption to the running measurement, and to the day.
 * @param kinds what was asked for, one for each item where they were several: each counts the same
 */
export function addCapacity(
  way: "read" | "write",
  consumed: ConsumedCapacity | ConsumedCapacity[] | undefined,
  kinds: string[],
): void {
  let sum = 0
  for (const one of [consumed ?? []].flat()) sum += one.CapacityUnits ?? 0
  const units = meter.getStore()
  if (units) {
    units.requests++
    units[way === "read" ? "rcu" : "wcu"] += sum
  }
  if (sum > 0 && !counted.isOff) count(way, sum, kinds)
}

function count(way: "read" | "write", sum: number, kinds: string[]): void {
  const day = nowIso().slice(0, 10)
  const known = counted.days.get(day) ?? { day, read: new Map(), write: new Map() }
  counted.days.set(day, known)
  const of = known[way]
  for (const kind of kinds) {
    const name = of.has(kind) || of.size < MOST_KINDS ? kind : "*"
    of.set(name, (of.get(name) ?? 0) + sum / kinds.length)
  }
  counted.units += sum
  const waited = performance.now() - counted.since
  if (waited < SOON || (waited < LATE && counted.units < MUCH)) return
  begin()
  meter.exit(() =>
    inBackground(
      // It writes, which is counted here.
      async () => (await import("./units.ts")).noteUnits(),
      (error) => console.error("What was consumed could not be noted, and is forgotten:", error),
    ),
  )
}

/** What was counted since this was last asked; it begins anew. */
export function takeUnits(): DayUnits[] {
  const days = [...counted.days.values()]
  counted.days.clear()
  begin()
  return days
}

function begin(): void {
  counted.units = 0
  counted.since = performance.now()
}

/** Nothing is counted by day in this process: for who measures every request, and would measure that, too. */
export function countNoDays(): void {
  counted.isOff = true
}
