/** Topics with a tag, newest first. A tag that no public topic carries is unknown. */

import { CATEGORIES, tagTag } from "#lib/base/cache-tags.ts"
import { type Cursor, type Page, parseCursor } from "#lib/base/page.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { tagsMeant } from "#lib/forum/tags.ts"
import { tagOf } from "#lib/forum/texts.ts"
import { cached } from "#lib/web/cached.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type TagView = {
  tag: string
  /** What staff say of it. */
  description?: string
  topics: TopicRow[]
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
}

/** A page of a tag, or which other one is meant by it now, or null where there is none. */
export async function tagPage(tag: string, cursorText?: string): Promise<TagView | { into: string } | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (tag === "" || tag.length > 200 || (cursorText !== undefined && !cursor)) return null
  const { names, known } = await tagsMeant([tag])
  const [name] = names.get(tag) ?? []
  const { description } = known.get(tag) ?? {}
  const categories = await visibleCategories(GUEST)
  const isVisible = ({ category }: { category: string }) => categories.some(({ id }) => id === category)
  if (name !== undefined && name !== tag) {
    // That there is one is told where everybody may see something of it, under the one name or, meanwhile, the other.
    for (const one of [name, tag])
      if ((await taggedTopics(one, isVisible)).items.length > 0) return { into: name }
    return null
  }
  const { items, older, newer } = await taggedTopics(tag, isVisible, cursor)
  if (items.length === 0) return null
  return {
    tag,
    ...(description && { description }),
    topics: rowsOf(items, categories),
    older,
    newer,
    isFirst: !cursor,
  }
}

/**
 * A page of what everybody may see with a tag. Where thousands of newer ones are not for everybody, it is the oldest
 * page: one that only leads on would tell that they are there.
 */
export async function taggedTopics(
  tag: string,
  visible: (place: { category: string }) => boolean,
  cursor?: Cursor,
): Promise<Page<Topic>> {
  const page = await topicsWithTag(tag, visible, cursor)
  if (page.items.length > 0 || !page.older || cursor) return page
  return topicsWithTag(tag, visible, { direction: "oldest" })
}

/** The one spelling of a tag, under which it is found. */
export const canonicalTag = tagOf

export const loadTag = cached("tag", (tag: string, _cursor?: string) => [tagTag(tag), CATEGORIES], tagPage)
