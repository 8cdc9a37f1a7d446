/** The best topics, of all time or of this month: of a category, or of all that everyone may read. */
import { CATEGORIES, HOME } from "#lib/base/cache-tags.ts"
import { now } from "#lib/base/clock.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTops } from "#lib/db/patterns/categories.ts"
import { TOPICS_PER_PAGE, topicsAt } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { TOP_SIZE } from "#lib/forum/ranking.ts"
import { cached } from "#lib/web/cached.ts"
import { TOP_PERIODS, type TopPeriod } from "#lib/web/paths.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type TopView = { period: TopPeriod; topics: TopicRow[]; page: number; pages: number }

/** AP-3b for each category, merged: as long as the list of one category. */
export async function bestOf(
  shown: Category[],
  period: TopPeriod,
  page = 1,
): Promise<{ items: Topic[]; pages: number }> {
  const own = period === "all" ? "all" : new Date(now()).toISOString().slice(0, 7)
  const ranked = (await findTops(shown.map(({ id }) => ({ category: id, period: own }))))
    .flatMap((top) => top ?? [])
    .flatMap(({ category, topics }) => topics.map((topic) => ({ ...topic, category })))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .slice(0, TOP_SIZE)
  const items = await topicsAt(ranked.slice((page - 1) * TOPICS_PER_PAGE, page * TOPICS_PER_PAGE))
  return { items, pages: Math.max(1, Math.ceil(ranked.length / TOPICS_PER_PAGE)) }
}

/** `/top/<period>/<page>` of what everyone may read; null when the address is none. */
export async function topPage(period: string, at?: string): Promise<TopView | null> {
  const known = TOP_PERIODS.find((one) => one === period)
  if (!known || (at !== undefined && !/^([2-9]|[1-9]\d)$/.test(at))) return null
  const categories = await visibleCategories(GUEST)
  const page = Number(at ?? 1)
  const { items, pages } = await bestOf(categories, known, page)
  if (page > pages) return null
  return { period: known, topics: rowsOf(items, categories), page, pages }
}

export const loadTop = cached("top", (_period: string, _at?: string) => [HOME, CATEGORIES], topPage)
