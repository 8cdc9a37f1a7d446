/** A member's bookmarks: the posts as they are now. */
import { type Cursor, parseCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Bookmark } from "#lib/db/items/watching.ts"
import { bookmarkOn, bookmarksOf } from "#lib/db/patterns/own-lists.ts"
import { findPosts } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import type { Member } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { linkToTopic, type TopicLink } from "./topic-link.ts"

export type BookmarkRow = {
  post: string
  topic: TopicLink
  isFirst: boolean
  author: string
  excerpt: string
  note?: string
  at: string
}

export type BookmarksView = {
  rows: BookmarkRow[]
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
  /** One that was just taken away and can be brought back. */
  removed?: string
}

/** Bookmarks from a cursor on; null when there is no such page. @param removed the post whose bookmark was taken away */
export async function bookmarksPage(
  member: Member,
  cursorText?: string,
  removed?: string,
): Promise<BookmarksView | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (cursorText !== undefined && !cursor) return null
  const categories = await visibleCategories(member)
  const [{ items, older, newer }, gone] = await Promise.all([
    bookmarksOf(member.id, (some) => rowsOf(some, categories), cursor),
    removed ? bookmarkOn(member.id, removed) : undefined,
  ])
  return {
    rows: items.map(({ row }) => row),
    ...(older && { older }),
    ...(newer && { newer }),
    isFirst: cursor === undefined,
    ...(gone?.removedAt && { removed: gone.post }),
  }
}

/** What was removed, or may not be seen now, is left out; the bookmark stays, should it come back. */
async function rowsOf(
  bookmarks: Bookmark[],
  categories: Category[],
): Promise<{ bookmark: Bookmark; row: BookmarkRow }[]> {
  const posts = new Map((await findPosts(bookmarks.map(({ post }) => post))).map((post) => [post.id, post]))
  const found = await findTopics([...posts.values()].map(({ topic }) => topic))
  const topics = new Map(found.map((topic) => [topic.id, topic]))
  return bookmarks.flatMap((bookmark) => {
    const post = posts.get(bookmark.post)
    const topic = post && topics.get(post.topic)
    const link = topic && linkToTopic(topic, categories)
    if (!post || post.removed || !link) return []
    const row: BookmarkRow = {
      post: post.id,
      topic: link,
      isFirst: post.id === link.firstPost,
      author: post.author.name,
      excerpt: beginningOf(post.html),
      ...(bookmark.note && { note: bookmark.note }),
      at: bookmark.at,
    }
    return [{ bookmark, row }]
  })
}
