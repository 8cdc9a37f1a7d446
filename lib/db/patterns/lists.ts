/** One page of a list that is ordered by time, newest first, from a cursor. */
import type { Boundary, Cursor, Page } from "#lib/base/page.ts"
import type { IndexName } from "../definition.ts"
import { justAbove, justBelow } from "../keys/key.ts"
import { query, type Raw } from "../query.ts"

export type ListOf<T> = {
  index?: IndexName
  pk: string
  /** For lists that their reader changes. */
  consistent?: boolean
  /** The lowest and highest sort key of the list in its partition. */
  within: [string, string]
  size: number
  /** The sort key of the boundary item, rebuilt from what the address holds. */
  sortOf(boundary: Boundary): string
  boundaryOf(item: T): Boundary
  /** The same of an entry that nothing was shown of, where `createdAt` and id do not say it. */
  boundaryOfEntry?(entry: Raw): Boundary
  read(items: Raw[]): T[] | Promise<T[]>
  /** Where `read` looks at entries themselves before it asks for more: each refill reads four times as many. */
  grows?: true
}

/** How many times a page that lost items to filtering asks for more. A list stays bounded even when all are gone. */
const MAX_REFILLS = 3

/**
 * A page of `list`. Reads one item more than a page, to know whether there is another. A cursor narrows the
 * range of sort keys inside the list's own partition, so that no forged one can leave it, and needs no item.
 */
export async function pageOf<T>(list: ListOf<T>, cursor?: Cursor): Promise<Page<T>> {
  const backwards = cursor !== undefined && cursor.direction !== "older"
  const { items, more, reached } = await fill(list, rangeOf(list, cursor), backwards)
  if (backwards) items.reverse()
  const newest = boundary(items[0])
  const oldest = boundary(items.at(-1))
  return backwards
    ? {
        items,
        ...pointer("older", cursor.direction === "newer" ? (oldest ?? reached) : undefined),
        ...pointer("newer", more ? (reached ?? newest) : undefined),
      }
    : {
        items,
        ...pointer("older", more ? (reached ?? oldest) : undefined),
        // Nothing is left at this cursor: the last page is what lies before it.
        ...(cursor && (pointer("newer", newest ?? reached) ?? { newer: { direction: "oldest" } })),
      }

  function boundary(item: T | undefined): Boundary | undefined {
    return item && list.boundaryOf(item)
  }
}

function pointer(
  direction: "older" | "newer",
  from: Boundary | undefined,
): Pick<Page<never>, "older" | "newer"> | undefined {
  return from && { [direction]: { direction, from } }
}

function rangeOf<T>(list: ListOf<T>, cursor?: Cursor): [string, string] {
  const [low, high] = list.within
  if (!cursor || cursor.direction === "oldest") return [low, high]
  const sort = list.sortOf(cursor.from)
  return cursor.direction === "older" ? [low, justBelow(sort)] : [justAbove(sort), high]
}

/** `reached` is where a page stopped that found too little to show: the next one goes on from there. */
async function fill<T>(
  list: ListOf<T>,
  between: [string, string],
  backwards: boolean,
): Promise<{ items: T[]; more: boolean; reached?: Boundary }> {
  const { index, pk, size, consistent } = list
  const items: T[] = []
  let after: Record<string, string> | undefined
  for (let turn = 0; ; turn++) {
    const found = await query({
      index,
      pk,
      between,
      descending: !backwards,
      after,
      limit: (size + 1) * (list.grows ? 4 ** turn : 1),
      consistent,
    })
    items.push(...(await list.read(found.items)))
    if (items.length > size) return { items: items.slice(0, size), more: true }
    if (!found.last) return { items, more: false }
    if (turn === MAX_REFILLS) return { items, more: true, reached: reachedBy(list, found.items.at(-1)) }
    after = found.last
  }
}

function reachedBy<T>(list: ListOf<T>, entry: Raw | undefined): Boundary | undefined {
  return entry && list.boundaryOfEntry ? list.boundaryOfEntry(entry) : boundaryOfRaw(entry)
}

/** Most lists that filter anything are in the order of creation, and their entries carry it or need only the id. */
function boundaryOfRaw(item: Raw | undefined): Boundary | undefined {
  return (
    item && { time: String(item.createdAt ?? new Date(0).toISOString()), id: String(item.id ?? item.topic) }
  )
}
