/** What happened on each day, for those who run the forum. Days are those of UTC. */
import { DAY, now } from "#lib/base/clock.ts"
import { FIGURES, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { daysOfCategory, daysOfMonth } from "#lib/db/patterns/statistics.ts"

export type DayRow = { day: string } & Figures

/**
 * The last days, today at the end; those in which nothing happened, too. One read for each month.
 * @param category only what was written in it; then sign-ups are nobody's
 */
export async function statisticsOfDays(days: number, category?: string): Promise<DayRow[]> {
  const wanted = Array.from({ length: days }, (_, i) =>
    new Date(now() - (days - 1 - i) * DAY).toISOString().slice(0, 10),
  )
  const months = [...new Set(wanted.map((day) => day.slice(0, 7)))]
  const kept = await Promise.all(
    months.map((month) => (category === undefined ? daysOfMonth(month) : daysOfCategory(category, month))),
  )
  const byDay = new Map(kept.flat().map((one) => [one.day, one]))
  return wanted.map((day) => {
    const known = byDay.get(day) ?? NOTHING
    return { day, ...(Object.fromEntries(FIGURES.map((name) => [name, known[name]])) as Figures) }
  })
}
