/** Home: the categories, and the latest topics of all of them. */

import { CATEGORIES, HOME } from "#lib/base/cache-tags.ts"
import { type Cursor, parseCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { isPinNow, NO_PINS } from "#lib/db/items/site.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { type Actor, GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { latestTopics } from "#lib/forum/latest.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { cached } from "#lib/web/cached.ts"
import { type CategoryCard, treeOf } from "./categories.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type HomeView = { categories: CategoryCard[]; topics: TopicRow[]; older?: Cursor; newer?: Cursor }

/** Home, or the latest topics from a cursor on; null when there is no such page. */
export async function homePage(cursorText?: string): Promise<HomeView | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (cursorText !== undefined && !cursor) return null
  const categories = await visibleCategories(GUEST)
  const [view, pinned] = await Promise.all([
    latestOf(categories, cursor),
    cursor ? [] : pinnedAmong(categories),
  ])
  const others = view?.topics.filter(({ id }) => !pinned.some((one) => one.id === id))
  return view && { ...view, topics: [...pinned, ...others!] }
}

/** What staff pinned for everybody, as far as everybody may see it by now. */
async function pinnedAmong(categories: Category[]): Promise<TopicRow[]> {
  const pins = ((await getHomePins()) ?? NO_PINS).topics.filter(isPinNow)
  if (pins.length === 0) return []
  const rows = await findTopics(pins.map(({ topic }) => topic))
  return rowsOf(rows, categories.filter(isPublic), { pinned: true })
}

/** The same of what only some may see: empty for whoever may see nothing of it. */
export async function privateHomePage(actor: Actor): Promise<HomeView> {
  const categories = (await visibleCategories(actor)).filter((category) => !isPublic(category))
  return (await latestOf(categories)) ?? { categories: [], topics: [] }
}

async function latestOf(categories: Category[], cursor?: Cursor): Promise<HomeView | null> {
  const { items, older, newer } = await latestTopics(categories, cursor)
  if (cursor && items.length === 0) return null
  return { categories: treeOf(categories), topics: rowsOf(items, categories), older, newer }
}

export const loadHome = cached("home", (_cursor?: string) => [HOME, CATEGORIES], homePage)
