/** One list of the topics of several categories: each is read only as far as it can contribute. */
import type { Boundary, Cursor, Page } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import {
  TOPICS_PER_PAGE,
  topicsByActivity,
  topicsByCreation,
  unansweredTopics,
} from "#lib/db/patterns/topics.ts"

type Source = Pick<Category, "id" | "lastPostAt">

/** An order in which each category can be read by itself, and the time by which it sorts. */
type Ordering = {
  list(category: string, cursor: Cursor | undefined, size: number): Promise<Page<Topic>>
  timeOf(topic: Topic): string
  /** Nothing in the category lies after it. */
  newestOf(source: Source): string
}

const END_OF_TIME = "~"

const BY_ACTIVITY: Ordering = {
  list: topicsByActivity,
  timeOf: (topic) => topic.lastPostAt,
  newestOf: (source) => source.lastPostAt ?? "",
}

/** Nobody keeps when a category's newest topic was made: each is asked once. */
const BY_CREATION: Ordering = {
  list: topicsByCreation,
  timeOf: (topic) => topic.createdAt,
  newestOf: (source) => (source.lastPostAt ? END_OF_TIME : ""),
}

const WITHOUT_REPLIES: Ordering = { ...BY_CREATION, list: unansweredTopics }

/** Rows asked of a category at a time: one unit's worth of rows of the usual size. */
const CHUNK = 10

/**
 * AP-9: topics of several categories by last activity, from a cursor in either direction. The categories are
 * what the viewer may see: nothing else is read. Costs 3 RCU and 1 for each category that contributes.
 */
export function latestTopics(
  categories: Source[],
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return merge(BY_ACTIVITY, categories, cursor, size)
}

/** AP-9b: the same by creation. */
export function newestTopics(
  categories: Source[],
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return merge(BY_CREATION, categories, cursor, size)
}

/** AP-9c: of those only what nobody has answered. */
export function waitingTopics(
  categories: Source[],
  cursor?: Cursor,
  size = TOPICS_PER_PAGE,
): Promise<Page<Topic>> {
  return merge(WITHOUT_REPLIES, categories, cursor, size)
}

/** What is left of one category: rows at hand, where to read on, and what nothing unread can go beyond. */
type Stream = { category: string; rows: Topic[]; next: Cursor | undefined; unread: boolean; bound: string }

async function merge(
  order: Ordering,
  sources: Source[],
  cursor: Cursor | undefined,
  size: number,
): Promise<Page<Topic>> {
  const upwards = cursor !== undefined && cursor.direction !== "older"
  const from = cursor && cursor.direction !== "oldest" ? keyOf(cursor.from.time, cursor.from.id) : undefined
  let streams = sources
    .filter((source) => mayContribute(order, source, upwards ? from : undefined))
    .map((source) => streamOf(order, source, cursor, from, upwards))
  const items: Topic[] = []
  // A full page still needs one row more, in hand and not only possible, to know that another page follows.
  while (streams.length > 0 && (items.length < size || streams.every(({ rows }) => rows.length === 0))) {
    const first = streams.reduce((best, one) => (isBefore(one.bound, best.bound, upwards) ? one : best))
    if (first.rows.length > 0) items.push(first.rows.shift()!)
    else await readOn(order, first, upwards)
    first.bound = boundOf(order, first)
    streams = streams.filter((stream) => stream.rows.length > 0 || stream.unread)
  }
  const more = streams.length > 0
  if (upwards) items.reverse()
  const [newest, oldest] = [items[0], items.at(-1)]
  const hasOlder = upwards ? cursor.direction === "newer" : more
  const hasNewer = upwards ? more : cursor !== undefined
  return {
    items,
    ...(oldest && hasOlder && { older: { direction: "older", from: boundary(order, oldest) } }),
    ...(newest && hasNewer && { newer: { direction: "newer", from: boundary(order, newest) } }),
  }
}

function mayContribute(order: Ordering, source: Source, above: string | undefined): boolean {
  const newest = order.newestOf(source)
  return newest !== "" && (above === undefined || keyOf(newest, END_OF_TIME) > above)
}

function streamOf(
  order: Ordering,
  source: Source,
  cursor: Cursor | undefined,
  from: string | undefined,
  upwards: boolean,
): Stream {
  const newest = keyOf(order.newestOf(source), END_OF_TIME)
  const bound = upwards ? (from ?? "") : from !== undefined && from < newest ? from : newest
  return { category: source.id, rows: [], next: cursor, unread: true, bound }
}

async function readOn(order: Ordering, stream: Stream, upwards: boolean): Promise<void> {
  const page = await order.list(stream.category, stream.next, CHUNK)
  stream.rows = upwards ? page.items.toReversed() : page.items
  stream.next = upwards ? page.newer : page.older
  stream.unread = stream.next !== undefined
}

/** The next row at hand, or else the cursor from which unread rows follow. */
function boundOf(order: Ordering, stream: Stream): string {
  const row = stream.rows[0]
  if (row) return keyOf(order.timeOf(row), row.id)
  return stream.next && "from" in stream.next
    ? keyOf(stream.next.from.time, stream.next.from.id)
    : stream.bound
}

const keyOf = (time: string, id: string): string => `${time}#${id}`

const isBefore = (a: string, b: string, upwards: boolean): boolean => (upwards ? a < b : a > b)

const boundary = (order: Ordering, topic: Topic): Boundary => ({ time: order.timeOf(topic), id: topic.id })
