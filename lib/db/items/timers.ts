/** What ends or begins by itself at a time: so that somebody looks then, and pages that are kept are made anew. */
import { z } from "zod"
import { TIMERS, timerKey, timerOrder } from "../keys/timers.ts"
import { entity } from "./entity.ts"

export const TimerSchema = z.object({
  topic: z.string(),
  /** The topic closes or opens; its pin in a category ends; its pin on the first page ends. */
  kind: z.enum(["lock", "pin", "pin-home"]),
  /** What the thing itself says: where it says something else, this one is no longer meant. */
  at: z.string(),
  /** In which category it is pinned. */
  category: z.string().optional(),
})
export type Timer = z.output<typeof TimerSchema>

export const Timers = entity("Timer", TimerSchema, ({ topic, kind, at, category }) => ({
  ...timerKey(topic, kind, category),
  GSI3PK: TIMERS,
  GSI3SK: timerOrder(at, topic, kind),
}))
