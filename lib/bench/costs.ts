/** What the forum has consumed, in the forum that is measured: a month of days on which everything was asked for. */
import { commit } from "#lib/db/commit.ts"
import { unitName } from "#lib/db/items/costs.ts"
import { costsKey } from "#lib/db/keys/costs.ts"
import { costsOfMonth } from "#lib/db/patterns/costs.ts"
import { addUnits } from "#lib/db/writes/costs.ts"
import type { World } from "./world.ts"

const MONTH = "2026-01"
/** More than a forum has that is used for everything. */
const KINDS = Array.from({ length: 90 }, (_, n) => `PARTITION_${n}#/ITEM#`)

export function costItems(): Record<string, unknown>[] {
  return Array.from({ length: 31 }, (_, n) => {
    const day = `${MONTH}-${String(n + 1).padStart(2, "0")}`
    const figures = KINDS.flatMap((kind, i) => [
      [unitName("read", kind), 1_234.5 * i],
      ...(i % 3 === 0 ? [[unitName("write", kind), 234 * i]] : []),
    ])
    return { ...costsKey(day), entityType: "DayCosts", day, ...Object.fromEntries(figures) }
  })
}

export const COST_READS = { "AP-220": () => costsOfMonth(MONTH) }

export const COST_WRITES: Record<string, (world: World) => Promise<unknown>> = {
  "W-221": () => {
    const units = KINDS.map((kind, i) => [kind, i + 0.5] as const)
    const read = new Map(units)
    return commit([addUnits({ day: `${MONTH}-31`, read, write: new Map(units.slice(0, 30)) })])
  },
}
