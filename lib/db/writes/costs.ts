/** Writes of what the forum has consumed, as values for commit(). */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import type { DayUnits } from "../capacity.ts"
import type { Write } from "../commit.ts"
import { unitName } from "../items/costs.ts"
import { costsKey } from "../keys/costs.ts"

/** A month is compared with the same one of the year before. */
const KEPT = 400 * DAY

/** Adds to a day, kept for a year and a month. Without a condition: all that is added counts, whoever adds it, in whatever order. */
export function addUnits({ day, read, write }: DayUnits): Write {
  const figures = [
    ...[...read].map(([kind, units]) => [unitName("read", kind), units] as const),
    ...[...write].map(([kind, units]) => [unitName("write", kind), units] as const),
  ]
  return {
    kind: "update",
    key: costsKey(day),
    update: `SET entityType = :type, #day = :day, expiresAt = :end ADD ${figures.map((_, i) => `#${i} :${i}`).join(", ")}`,
    names: { "#day": "day", ...Object.fromEntries(figures.map(([name], i) => [`#${i}`, name])) },
    values: {
      ...{ ":type": "DayCosts", ":day": day, ":end": epochSecondsIn(KEPT) },
      ...Object.fromEntries(figures.map(([, units], i) => [`:${i}`, rounded(units)])),
    },
  }
}

/** Shares of what was read together come out broken. */
const rounded = (units: number): number => Math.round(units * 100) / 100
