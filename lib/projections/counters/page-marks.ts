/** Where the pages of a topic start: page n with the post that has (n - 1) × 20 before it, deleted ones included. */
import { LRUCache } from "lru-cache"
import { chunks } from "#lib/db/batch.ts"
import { commit, MAX_WRITES, type Write } from "#lib/db/commit.ts"
import type { PageMark } from "#lib/db/items/posts.ts"
import { listMarks, marksAround } from "#lib/db/patterns/figures.ts"
import { POSTS_PER_PAGE, pagesOf, postIdsFrom } from "#lib/db/patterns/posts.ts"
import { deletePageMark, deletePageStart, putPageMark } from "#lib/db/writes/posts.ts"

/** Where the last page of a topic starts, as this process left it: true while its row is as it was left, too. */
const lastMarks = new LRUCache<string, PageMark>({ max: 20_000 })

/** To be called when the row is read: somebody else may have written marks. */
export function forgetMarks(topic: string): void {
  lastMarks.delete(topic)
}

/** Leaves room in a transaction for what else is written with them. */
const MOST_AT_ONCE = MAX_WRITES - 10
/** A topic has so many posts at most, as far as its pages are concerned. */
const ALL = 10_000_000

/** Posts that came to a topic or left it, by their ids, and how many it has then. */
export type Moved = { topic: string; added: string[]; gone: string[]; postCount: number }

/**
 * The writes that make the marks say what the posts say. A post may come in before one that is counted already,
 * because ids are made before the commit: then the pages behind it start one post earlier. They are computed from
 * the posts as they are now, and so the same however often; what is newer than the row only comes early.
 */
export async function pageMarkWrites({ topic, added, gone, postCount }: Moved): Promise<Write[]> {
  const earliest = [...added, ...gone].toSorted()[0]
  if (!earliest) return []
  if (gone.length === 0) {
    const last = lastMarks.get(topic)
    if (pagesOf(postCount) === 1) return []
    if (last && last.post < earliest && pagesOf(postCount) <= last.page) return []
  }
  return marksFrom(topic, earliest)
}

/** All marks from the page on which a post lies, as they should be; only those that are not so are written. */
async function marksFrom(topic: string, post: string): Promise<Write[]> {
  const { before, after } = await marksAround(topic, post)
  const marks = await marksBehind(topic, before)
  const last = marks.at(-1) ?? before
  if (last) lastMarks.set(topic, last)
  else lastMarks.delete(topic)
  return fitting(differences(marks, after, after))
}

/** The same of the whole topic, where nothing that is there is believed. */
export async function allMarks(topic: string): Promise<Write[]> {
  forgetMarks(topic)
  const { pages, starts } = await listMarks(topic)
  return fitting(differences(await marksBehind(topic, undefined), pages, starts))
}

async function marksBehind(topic: string, before: PageMark | undefined): Promise<PageMark[]> {
  const [page, ids] = [before?.page ?? 1, await postIdsFrom(topic, before?.post, ALL)]
  const marks: PageMark[] = []
  for (let at = POSTS_PER_PAGE; at < ids.length; at += POSTS_PER_PAGE)
    marks.push({ topic, page: page + at / POSTS_PER_PAGE, post: ids[at]! })
  return marks
}

function differences(marks: PageMark[], pages: PageMark[], starts: PageMark[]): Write[] {
  const isThere = (mark: PageMark): boolean =>
    [pages, starts].every((list) => list.some((old) => isSame(old, mark)))
  const posts = new Set(marks.map((mark) => mark.post))
  const numbers = new Set(marks.map((mark) => mark.page))
  return [
    ...marks.filter((mark) => !isThere(mark)).flatMap(putPageMark),
    ...starts.filter((old) => !posts.has(old.post)).map(deletePageStart),
    ...pages.filter((old) => !numbers.has(old.page)).map(deletePageMark),
  ]
}

/** Where pages start follows from the posts alone: marks that do not fit into one transaction are written before. */
async function fitting(writes: Write[]): Promise<Write[]> {
  if (writes.length <= MOST_AT_ONCE) return writes
  for (const some of chunks(writes, MOST_AT_ONCE)) await commit(some)
  return []
}

function isSame(one: PageMark, other: PageMark): boolean {
  return one.page === other.page && one.post === other.post
}
