/** One page of a list that is ordered by time, newest first, from a cursor. */
import type { Boundary, Cursor, Page } from "#lib/base/page.ts"
import { query, type Range, type Raw } from "../query.ts"

export type ListOf<T> = {
  range: Range
  size: number
  /** The full key of the boundary item in this list's own partition, rebuilt from what the address holds. */
  keyOf(boundary: Boundary): Record<string, string>
  boundaryOf(item: T): Boundary
  read(items: Raw[]): T[] | Promise<T[]>
}

/** How many times a page that lost items to filtering asks for more. A list stays bounded even when all are gone. */
const MAX_REFILLS = 3

/** A page of `list`. Reads one item more than a page, to know whether there is another. */
export async function pageOf<T>(list: ListOf<T>, cursor?: Cursor): Promise<Page<T>> {
  const backwards = cursor !== undefined && cursor.direction !== "older"
  const from = cursor && cursor.direction !== "oldest" ? list.keyOf(cursor.from) : undefined
  const { items, more, reached } = await fill(list, { ...list.range, descending: !backwards, after: from })
  if (backwards) items.reverse()
  const first = backwards ? (reached ?? boundary(items[0])) : boundary(items[0])
  const final = backwards ? boundary(items.at(-1)) : (reached ?? boundary(items.at(-1)))
  const hasOlder = backwards ? cursor.direction === "newer" : more
  const hasNewer = backwards ? more : cursor !== undefined
  return {
    items,
    ...(final && hasOlder && { older: { direction: "older", from: final } }),
    ...(first && hasNewer && { newer: { direction: "newer", from: first } }),
  }

  function boundary(item: T | undefined): Boundary | undefined {
    return item && list.boundaryOf(item)
  }
}

/** `reached` is where a page stopped that found too little to show: the next one goes on from there. */
async function fill<T>(
  list: ListOf<T>,
  range: Range,
): Promise<{ items: T[]; more: boolean; reached?: Boundary }> {
  const items: T[] = []
  let after = range.after
  for (let turn = 0; turn <= MAX_REFILLS; turn++) {
    const found = await query({ ...range, after, limit: list.size + 1 })
    items.push(...(await list.read(found.items)))
    if (items.length > list.size) return { items: items.slice(0, list.size), more: true }
    if (!found.last) return { items, more: false }
    after = found.last
    if (turn === MAX_REFILLS) return { items, more: true, reached: boundaryOfRaw(found.items.at(-1)) }
  }
  return { items, more: false }
}

/** Only lists in the order of creation filter anything, and their items carry it. */
function boundaryOfRaw(item: Raw | undefined): Boundary | undefined {
  return (
    item && { time: String(item.createdAt ?? new Date(0).toISOString()), id: String(item.id ?? item.topic) }
  )
}
