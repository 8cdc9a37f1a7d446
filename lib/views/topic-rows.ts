/** Topics as lists show them. */
import type { Category } from "#lib/db/items/categories.ts"
import { isClosed, type Topic } from "#lib/db/items/topics.ts"
import { pagesOf } from "#lib/db/patterns/posts.ts"
import { type Area, areaOf } from "#lib/web/paths.ts"
import { type CategoryLink, linkTo } from "./categories.ts"

export type TopicRow = {
  id: string
  slug: string
  title: string
  area: Area
  /** The id of its category. */
  place: string
  /** Left out where the list is of that one category. */
  category?: CategoryLink
  author: string
  createdAt: string
  replyCount: number
  likeCount: number
  /** Numbered pages. */
  pages: number
  lastPostAt: string
  lastPost: { id: string; author: string }
  tags: string[]
  locked: boolean
  solved: boolean
  pinned: boolean
}

/**
 * Rows of topics whose category is among `categories`: what the viewer may see. Others are left out, whatever
 * list they came from. @param within the one category that need not be named
 */
export function rowsOf(
  topics: Topic[],
  categories: Category[],
  { within, pinned = false }: { within?: string; pinned?: boolean } = {},
): TopicRow[] {
  return topics.flatMap((topic) => {
    const category = categories.find(({ id }) => id === topic.category)
    if (!category || topic.removed) return []
    return [
      {
        id: topic.id,
        slug: topic.slug,
        title: topic.title,
        area: areaOf(category),
        place: category.id,
        ...(category.id !== within && { category: linkTo(category, categories) }),
        author: topic.author.name,
        createdAt: topic.createdAt,
        replyCount: topic.postCount - 1,
        likeCount: topic.likeCount,
        pages: pagesOf(topic.postCount),
        lastPostAt: topic.lastPostAt,
        lastPost: { id: topic.lastPost.id, author: topic.lastPost.author.name },
        tags: topic.tags,
        locked: isClosed(topic),
        solved: topic.answer !== undefined,
        pinned,
      },
    ]
  })
}
