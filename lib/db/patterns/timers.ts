/** Reads of what happens at a time. */
import { type Timer, Timers } from "../items/timers.ts"
import { TIMERS } from "../keys/timers.ts"
import { query } from "../query.ts"

/** AP-270: what is due by a time (ISO 8601), the first first. */
export async function dueTimers(by: string, limit: number): Promise<Timer[]> {
  const { items } = await query({ index: "GSI3", pk: TIMERS, between: ["0", by], limit })
  return Timers.listed(items)
}
