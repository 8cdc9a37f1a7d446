/** Keys of what the forum has consumed. */
import type { Key } from "./key.ts"

/** Units of a day (`yyyy-mm-dd`); a month is one partition. */
export const costsKey = (day: string): Key => ({ PK: `COSTS#${day.slice(0, 7)}`, SK: `DAY#${day}` })
