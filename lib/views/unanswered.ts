/** Topics that nobody has answered, of all that everyone may read, newest first. */
import { CATEGORIES, HOME } from "#lib/base/cache-tags.ts"
import { type Cursor, parseCursor } from "#lib/base/page.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { waitingTopics } from "#lib/forum/latest.ts"
import { cached } from "#lib/web/cached.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type UnansweredView = { topics: TopicRow[]; older?: Cursor; newer?: Cursor; isFirst: boolean }

/** The list, or its part from a cursor on; null when there is no such page. */
export async function unansweredPage(cursorText?: string): Promise<UnansweredView | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (cursorText !== undefined && !cursor) return null
  const categories = await visibleCategories(GUEST)
  const { items, older, newer } = await waitingTopics(categories, cursor)
  if (cursor && items.length === 0) return null
  return { topics: rowsOf(items, categories), older, newer, isFirst: !cursor }
}

export const loadUnanswered = cached("unanswered", (_cursor?: string) => [HOME, CATEGORIES], unansweredPage)
