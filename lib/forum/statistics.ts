/** What happened on each day and in each month, for those who run the forum. Days are those of UTC. */
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import { type Day, FIGURES, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { daysOfCategory, daysOfMonth } from "#lib/db/patterns/statistics.ts"

/** `day` is `yyyy-mm-dd`. */
export type DayRow = { day: string } & Figures
/** `month` is `yyyy-mm`; `active` is how many were there on a usual day, for nobody knows any more who it was. */
export type MonthRow = { month: string } & Figures

/**
 * The last days, today at the end; those in which nothing happened, too. One read for each month.
 * @param category only what was written in it; then sign-ups are nobody's
 */
export async function statisticsOfDays(days: number, category?: string): Promise<DayRow[]> {
  const wanted = Array.from({ length: days }, (_, i) =>
    new Date(now() - (days - 1 - i) * DAY).toISOString().slice(0, 10),
  )
  const months = [...new Set(wanted.map((day) => day.slice(0, 7)))]
  const kept = await Promise.all(months.map((month) => daysKept(month, category)))
  const byDay = new Map(kept.flat().map((one) => [one.day, one]))
  return wanted.map((day) => ({ day, ...figuresOf(byDay.get(day)) }))
}

/** The last months, this one at the end. @param category as above */
export async function statisticsOfMonths(months: number, category?: string): Promise<MonthRow[]> {
  const today = nowIso()
  const wanted = Array.from({ length: months }, (_, i) => monthBefore(today, months - 1 - i))
  return Promise.all(
    wanted.map(async (month) => {
      const days = await daysKept(month, category)
      const total = { ...NOTHING }
      for (const name of FIGURES) for (const day of days) total[name] += day[name]
      return { month, ...total, active: Math.round(total.active / daysIn(month, today)) }
    }),
  )
}

const daysKept = (month: string, category: string | undefined): Promise<Day[]> =>
  category === undefined ? daysOfMonth(month) : daysOfCategory(category, month)

const figuresOf = (day: Figures | undefined): Figures =>
  Object.fromEntries(FIGURES.map((name) => [name, (day ?? NOTHING)[name]])) as Figures

function monthBefore(today: string, months: number): string {
  const [year, month] = today.split("-").map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 - months)).toISOString().slice(0, 7)
}

/** Of this month, those that have begun. */
function daysIn(month: string, today: string): number {
  if (today.startsWith(month)) return Number(today.slice(8, 10))
  const [year, number] = month.split("-").map(Number) as [number, number]
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}
