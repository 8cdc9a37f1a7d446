/** Where the pages of a topic start: page n with the post that has (n - 1) × 20 before it, deleted ones included. */
import { LRUCache } from "lru-cache"
import type { Write } from "#lib/db/commit.ts"
import type { PageMark } from "#lib/db/items/posts.ts"
import type { Topic, Uncounted } from "#lib/db/items/topics.ts"
import { POSTS_PER_PAGE, pageMark, postIdsFrom } from "#lib/db/patterns/posts.ts"
import { deletePageStart, putPageMark } from "#lib/db/writes/posts.ts"

/** How many pages a number of posts fills. */
export function pagesOf(postCount: number): number {
  return Math.max(1, Math.ceil(postCount / POSTS_PER_PAGE))
}

/**
 * Where the last page of a topic started when this process looked. A start only ever moves to an earlier post,
 * so what comes after a start known from before comes after the true one, and moves nothing.
 */
const lastMarks = new LRUCache<string, PageMark>({ max: 10_000 })

/**
 * The marks that new posts move or add. A post may come in before one that is counted already, because ids are
 * made before the commit: then the pages after it start one post earlier.
 * @param newCount how many posts the topic has with these changes
 */
export async function pageMarkWrites(topic: Topic, changes: Uncounted[], newCount: number): Promise<Write[]> {
  const earliest = changes
    .flatMap((change) => (change.inTopic && change.post ? change.post.id : []))
    .reduce((first, id) => (first && first < id ? first : id), "")
  const pages = pagesOf(newCount)
  if (!earliest || pages === 1) return []
  const known = lastMarks.get(topic.id)
  if (known && known.page === pages && known.page === pagesOf(topic.postCount) && known.post < earliest)
    return []
  const { right, moved } = await marksAround(topic, earliest)
  if (right.post) lastMarks.set(topic.id, { topic: topic.id, page: right.page, post: right.post })
  if (moved.length === 0 && pages === right.page) return []
  const ids = await postIdsFrom(topic.id, right.post, (pages - right.page) * POSTS_PER_PAGE + 1)
  const marks: PageMark[] = []
  for (let page = right.page + 1; page <= pages; page++) {
    const post = ids[(page - right.page) * POSTS_PER_PAGE]
    if (post) marks.push({ topic: topic.id, page, post })
  }
  const starts = new Set(marks.map((mark) => mark.post))
  return [
    ...marks.filter((mark) => !moved.some((old) => isSame(old, mark))).flatMap(putPageMark),
    ...moved.filter((old) => !starts.has(old.post)).map(deletePageStart),
  ]
}

/** The last mark that is right whatever came after `earliest`, and those behind it, which may have to move. */
async function marksAround(
  topic: Topic,
  earliest: string,
): Promise<{ right: { page: number; post?: string }; moved: PageMark[] }> {
  const moved: PageMark[] = []
  for (let page = pagesOf(topic.postCount); page > 1; page--) {
    const mark = await pageMark(topic.id, page)
    if (mark && mark.post < earliest) return { right: mark, moved }
    if (mark) moved.push(mark)
  }
  return { right: { page: 1 }, moved }
}

function isSame(one: PageMark, other: PageMark): boolean {
  return one.page === other.page && one.post === other.post
}
