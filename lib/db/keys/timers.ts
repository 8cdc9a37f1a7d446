/** Keys of what happens to a topic at a time. */
import { type Key, timed } from "./key.ts"

/** One of each kind a topic; of pins one for each category. */
export const timerKey = (topic: string, kind: string, category?: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: category ? `TIMER#${kind}#${category}` : `TIMER#${kind}`,
})
/** All that there are, by when they are due. */
export const TIMERS = "TIMER"
export const timerOrder = (at: string, topic: string, kind: string): string => timed(at, `${topic}#${kind}`)
