/** What the forum has consumed. */
import { type DayCosts, dayCostsFrom } from "../items/costs.ts"
import { costsKey } from "../keys/costs.ts"
import { queryAll } from "../query.ts"

const LONGEST_MONTH = 31

/** AP-220: what was consumed on each day of a month (`yyyy-mm`), the first one first. Noted minutes late anyway. */
export async function costsOfMonth(month: string): Promise<DayCosts[]> {
  return (await queryAll({ pk: costsKey(month).PK, limit: LONGEST_MONTH, mayBeOld: true })).map(dayCostsFrom)
}
