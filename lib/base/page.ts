/** A page of a list, and the cursors that lead from it. */

/** What reaches an address of LastEvaluatedKey: the boundary item's id and time. The key is rebuilt from it. */
export type Boundary = { time: string; id: string }

/** Where a page lies: `older` starts below the boundary, `newer` ends above it, `oldest` is the last page. */
export type Cursor = { direction: "older" | "newer"; from: Boundary } | { direction: "oldest" }

/** Items newest first; a cursor is present when there is something on that side. */
export type Page<T> = { items: T[]; older?: Cursor; newer?: Cursor }

/** The address form of a cursor: `older-<time base 36>-<ulid>`, or `oldest`. */
export function formatCursor(cursor: Cursor): string {
  if (cursor.direction === "oldest") return "oldest"
  const { time, id } = cursor.from
  return `${cursor.direction}-${Date.parse(time).toString(36)}-${id.toLowerCase()}`
}

/** Reads what `formatCursor` wrote; undefined when it is anything else, which is a page that does not exist. */
export function parseCursor(text: string): Cursor | undefined {
  if (text === "oldest") return { direction: "oldest" }
  const match = /^(older|newer)-([0-9a-z]{1,9})-([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(text)
  if (!match) return undefined
  const ms = Number.parseInt(match[2]!, 36)
  if (ms > 8.64e15) return undefined
  return {
    direction: match[1] as "older" | "newer",
    from: { time: new Date(ms).toISOString(), id: match[3]!.toUpperCase() },
  }
}
