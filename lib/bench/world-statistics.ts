/** What statistics keep in the forum that is measured: a month of days, and a busy day of facts. */
import { newId } from "#lib/base/ids.ts"
import { type Day, type DayFact, DayFacts, Days, Fences } from "#lib/db/items/statistics.ts"
import type { Topic } from "#lib/db/items/topics.ts"

export const A_DAY = "2026-01-31"
/** More than is read of them at once. */
const MEMBERS = 250

export function aDay(n: number, category?: string): Day {
  const day = `2026-01-${String(n).padStart(2, "0")}`
  const written = { topics: 12, posts: 480, signUps: 3, active: 120 }
  const figures = { ...written, reports: 11, decided: 9, decidedInDay: 8, waited: 2_345 }
  return { day, ...(category && { category }), ...figures, appliedThrough: "7".repeat(40) }
}

export function aShare(topic: string): DayFact {
  const own = { day: A_DAY, of: "topic" as const, id: topic, category: "harbour" }
  return { ...own, topics: 1, posts: 20, appliedThrough: "7".repeat(40) }
}

export function aPresence(member: string): DayFact {
  return { day: A_DAY, of: "member", id: member, active: 1, expiresAt: 4_000_000_000 }
}

export function aReportFact(id: string): DayFact {
  return { day: A_DAY, of: "report", id: `${id}#1`, category: "harbour", reports: 1 }
}

export function statisticsItems(topics: Topic[]): Record<string, unknown>[] {
  const days = Array.from({ length: 31 }, (_, n) => n + 1)
  return [
    ...days.flatMap((n) => [aDay(n), aDay(n, "harbour")]).map((day) => Days.encode(day)),
    ...topics.slice(0, 5).map(({ id }) => DayFacts.encode(aShare(id))),
    ...Array.from({ length: MEMBERS }, () => DayFacts.encode(aPresence(newId()))),
    Fences.encode({ partition: `DAY#${A_DAY}`, id: "measured", by: "statistics", expiresAt: 4_000_000_000 }),
  ]
}
