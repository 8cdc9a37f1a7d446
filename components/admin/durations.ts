/** How long something takes, as people say it. */
import { t } from "#lib/words/t.ts"

const HOUR = 60
const DAY = 24 * HOUR
/** From so many of the smaller ones on, the larger are easier to grasp. */
const [HOURS_FROM, DAYS_FROM] = [HOUR, 2 * DAY]

/** @param minutes whole or broken */
export function waiting(minutes: number): string {
  if (Math.round(minutes) < HOURS_FROM) return t("admin.minutes", { count: Math.round(minutes) })
  if (minutes < DAYS_FROM) return t("admin.hours", { count: tenths(minutes / HOUR) })
  return t("admin.in-days", { count: tenths(minutes / DAY) })
}

const tenths = (value: number): number => Math.round(value * 10) / 10

/** @param ms milliseconds: short where all is well */
export function lagging(ms: number): string {
  if (ms < 1_000) return t("admin.milliseconds", { count: Math.round(ms) })
  if (ms < 60_000) return t("admin.seconds", { count: tenths(ms / 1_000) })
  return waiting(ms / 60_000)
}
