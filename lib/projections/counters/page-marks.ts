/** Where the pages of a topic start: page n with the post that has (n - 1) × 20 before it, deleted ones included. */
import { LRUCache } from "lru-cache"
import { newId } from "#lib/base/ids.ts"
import { commit, MAX_WRITES, type Write } from "#lib/db/commit.ts"
import type { PageMark } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { listMarks, marksAround } from "#lib/db/patterns/figures.ts"
import { POSTS_PER_PAGE, pagesOf, postIdsFrom } from "#lib/db/patterns/posts.ts"
import { type Counted, claimMarks } from "#lib/db/writes/figures.ts"
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

/** Writes of marks, and whether any of them moves or takes away one that was there. */
export type Marking = { writes: Write[]; isMoving: boolean }

const NOTHING: Marking = { writes: [], isMoving: false }

/**
 * The writes that make the marks say what the posts say. A post may come in before one that is counted already,
 * because ids are made before the commit: then the pages behind it start one post earlier. They are computed from
 * the posts as they are now, and so the same however often; what is newer than the row only comes early.
 */
export async function pageMarkWrites({ topic, added, gone, postCount }: Moved): Promise<Marking> {
  const earliest = [...added, ...gone].toSorted()[0]
  if (!earliest) return NOTHING
  if (gone.length === 0) {
    const last = lastMarks.get(topic)
    if (pagesOf(postCount) === 1) return NOTHING
    if (last && last.post < earliest && pagesOf(postCount) <= last.page) return NOTHING
  }
  const { before, after } = await marksAround(topic, earliest)
  const marks = await marksSince(topic, before)
  const last = marks.at(-1) ?? before
  if (last) lastMarks.set(topic, last)
  else lastMarks.delete(topic)
  return differences(marks, after, after)
}

/** The same of the whole topic, where nothing that is there is believed. */
export async function allMarks(topic: string): Promise<Marking> {
  forgetMarks(topic)
  const { pages, starts } = await listMarks(topic)
  return differences(await marksSince(topic, undefined), pages, starts)
}

/**
 * Writes marks that do not fit into one transaction with the row, piece by piece. Each piece claims the row, so that
 * whoever has computed marks before computes them again, and is overtaken by whoever has.
 * @param isExact also when something was counted meanwhile · @returns what is left, which fits, and the row's last claim
 */
export async function writePieces(
  row: Pick<Topic, "id" | "category"> & Counted,
  writes: Write[],
  isExact: boolean,
): Promise<{ left: Write[]; corrected?: string }> {
  let { corrected } = row
  let left = writes
  while (left.length > MOST_AT_ONCE) {
    const next = newId()
    const before = { ...row, corrected }
    await commit([...left.slice(0, MOST_AT_ONCE), claimMarks(row, before, { corrected: next, isExact })])
    left = left.slice(MOST_AT_ONCE)
    corrected = next
  }
  return { left, ...(corrected && { corrected }) }
}

async function marksSince(topic: string, before: PageMark | undefined): Promise<PageMark[]> {
  const [page, ids] = [before?.page ?? 1, await postIdsFrom(topic, before?.post, ALL)]
  return marksOf(topic, page, ids)
}

/** The pages that begin behind the first of some posts, with which page `page` begins. */
export function marksOf(topic: string, page: number, ids: string[]): PageMark[] {
  const marks: PageMark[] = []
  for (let at = POSTS_PER_PAGE; at < ids.length; at += POSTS_PER_PAGE)
    marks.push({ topic, page: page + at / POSTS_PER_PAGE, post: ids[at]! })
  return marks
}

function differences(marks: PageMark[], pages: PageMark[], starts: PageMark[]): Marking {
  const [byPage, byPost] = [byName(pages, "page"), byName(starts, "post")]
  const isThere = (mark: PageMark): boolean =>
    isSame(byPage.get(mark.page), mark) && isSame(byPost.get(mark.post), mark)
  const posts = new Set(marks.map((mark) => mark.post))
  const numbers = new Set(marks.map((mark) => mark.page))
  const [wrong, gone, over] = [
    marks.filter((mark) => !isThere(mark)),
    starts.filter((old) => !posts.has(old.post)),
    pages.filter((old) => !numbers.has(old.page)),
  ]
  return {
    writes: [...wrong.flatMap(putPageMark), ...gone.map(deletePageStart), ...over.map(deletePageMark)],
    isMoving: gone.length > 0 || over.length > 0 || wrong.some(({ page }) => byPage.has(page)),
  }
}

function byName<N extends "page" | "post">(marks: PageMark[], name: N): Map<PageMark[N], PageMark> {
  return new Map(marks.map((mark) => [mark[name], mark]))
}

function isSame(one: PageMark | undefined, other: PageMark): boolean {
  return one?.page === other.page && one.post === other.post
}
