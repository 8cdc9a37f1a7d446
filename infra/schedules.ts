/** What is due by the clock: digests, timers, mail that waits, unused uploads, and whatever was left undone. */
import type { Make } from "./functions.ts"

export function makeSchedule(make: Make) {
  const schedule = make("schedule", { memory: "1024 MB", retries: 0 })
  new sst.aws.CronV2("EveryMinute", {
    function: schedule,
    schedule: "rate(1 minute)",
    // The next minute does it again.
    retries: 0,
  })
  return schedule
}
