/** How the forum does, for its administrators: what happened in a time, beside what did in the time before. */
import type { Figures } from "#lib/db/items/statistics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { statisticsOfDays, statisticsOfMonths } from "#lib/forum/statistics.ts"
import { OVERVIEW_SPANS, type OverviewSpan } from "#lib/web/admin-paths.ts"

export type ChartKey = "posts" | "topics" | "sign-ups" | "active" | "reports" | "decision"

/** A day (`yyyy-mm-dd`) or a month (`yyyy-mm`), and what is so of it; null where there is nothing to tell. */
export type Point = { at: string; value: number | null }

export type Chart = {
  key: ChartKey
  /** Of the whole time, and of the time before: a sum, an average; minutes for `decision`. */
  total: number | null
  before: number | null
  points: Point[]
}

export type OverviewView = {
  span: OverviewSpan
  /** Only what was written in it. */
  category?: string
  categories: { id: string; name: string }[]
  charts: Chart[]
  /** Whether nothing at all happened. */
  isEmpty: boolean
}

type Row = { at: string } & Figures

/** @throws ForumError unauthenticated, forbidden · @returns undefined where there is no such category or span */
export async function loadOverview(
  actor: Actor,
  ask: { span?: string; category?: string },
): Promise<OverviewView | undefined> {
  authorize(actor, "forum.administer", {})
  const span = OVERVIEW_SPANS.find((one) => one === (ask.span ?? OVERVIEW_SPANS[0]))
  const categories = (await listCategories()).filter((one) => canSeeCategory(actor, one))
  const category = ask.category || undefined
  if (!span || (category && !categories.some(({ id }) => id === category))) return undefined
  const rows = await rowsOf(span, category)
  const [before, shown] = [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)]
  const charts = CHARTS.filter(({ ofForum }) => !(ofForum && category)).map(({ key, of, isMean }) => {
    const [total, past] = isMean
      ? [meanOf(of, shown), meanOf(of, before)]
      : [sumOf(of, shown), sumOf(of, before)]
    const points = shown.map((row) => ({ at: row.at, value: quotient(of(row)) }))
    return { key, total, before: past, points }
  })
  return {
    span,
    ...(category && { category }),
    categories: categories.map(({ id, name }) => ({ id, name })),
    charts,
    isEmpty: charts.every(({ points }) => points.every(({ value }) => !value)),
  }
}

/** The time that is shown, and as much before it. */
async function rowsOf(span: OverviewSpan, category: string | undefined): Promise<Row[]> {
  if (span === "months")
    return (await statisticsOfMonths(24, category)).map(({ month, ...row }) => ({ at: month, ...row }))
  const days = { "30": 30, "90": 90 }[span]
  return (await statisticsOfDays(2 * days, category)).map(({ day, ...row }) => ({ at: day, ...row }))
}

/** A figure as so much of so many: a sum when it is one of each row. */
type Of = (row: Figures) => { sum: number; of: number }

const each =
  (name: keyof Figures): Of =>
  (row) => ({ sum: row[name], of: 1 })

const CHARTS: { key: ChartKey; of: Of; isMean?: boolean; ofForum?: boolean }[] = [
  { key: "posts", of: each("posts") },
  { key: "topics", of: each("topics") },
  { key: "active", of: each("active"), isMean: true },
  { key: "sign-ups", of: each("signUps"), ofForum: true },
  { key: "reports", of: each("reports") },
  { key: "decision", of: ({ waited, decided }) => ({ sum: waited, of: decided }), isMean: true },
]

const sumOf = (of: Of, rows: Row[]): number => rows.reduce((total, row) => total + of(row).sum, 0)

const quotient = ({ sum, of }: { sum: number; of: number }): number | null => (of === 0 ? null : sum / of)

function meanOf(of: Of, rows: Row[]): number | null {
  const all = rows.map(of)
  return quotient({
    sum: all.reduce((total, { sum }) => total + sum, 0),
    of: all.reduce((total, { of }) => total + of, 0),
  })
}
