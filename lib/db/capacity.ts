/** Adds up what DynamoDB says that requests consumed, per piece of work. */
import { AsyncLocalStorage } from "node:async_hooks"
import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb"

/** Read and write units, indexes included. */
export type Units = { rcu: number; wcu: number; requests: number }

// The build and every bundle share one meter, as they share one connection.
const shared = globalThis as typeof globalThis & { stoaMeter?: AsyncLocalStorage<Units> }
shared.stoaMeter ??= new AsyncLocalStorage<Units>()
const meter = shared.stoaMeter

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

/** What to ask of DynamoDB: nothing, unless somebody measures. */
export function returnCapacity(): { ReturnConsumedCapacity: "TOTAL" | "NONE" } {
  return { ReturnConsumedCapacity: isMeasured() ? "TOTAL" : "NONE" }
}

/** Adds an answer's consumption to the running measurement. */
export function addCapacity(
  kind: "read" | "write",
  consumed: ConsumedCapacity | ConsumedCapacity[] | undefined,
): void {
  const units = meter.getStore()
  if (!units) return
  units.requests++
  for (const one of [consumed ?? []].flat()) units[kind === "read" ? "rcu" : "wcu"] += one.CapacityUnits ?? 0
}
