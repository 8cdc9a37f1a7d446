/**
 * Which pages are stale, where many processes serve them and none can be told: one item a tag in the table, which says
 * since when. Whoever serves a page asks whether one of its tags is newer than the page. Its default export is what
 * OpenNext calls a tag cache of the mode "nextMode".
 */
import { EVERYTHING } from "#lib/base/cache-tags.ts"
import { DAY, epochSecondsIn, now, SECOND } from "#lib/base/clock.ts"
import { findStaleTags } from "#lib/db/patterns/stale-tags.ts"
import { putStaleTags } from "#lib/db/writes/stale-tags.ts"

/**
 * Lists come from indexes, which follow their table a little later: a page that was made at once may show a list
 * without what made it stale. So it is stale again after so long, and for the last time after the longest of them.
 */
export const ECHOES: readonly number[] = [2 * SECOND, 10 * SECOND]

/** Older pages are stale whatever their tags say, so that no tag has to be kept for longer. */
const OLDEST_PAGE = 30 * DAY
/** More at once is an import: then everything is made anew. */
const MOST_TAGS = 1_000

/** Makes stale, from now on, all that carries one of these tags. */
export async function markStale(tags: readonly string[]): Promise<void> {
  const all = tags.length > MOST_TAGS ? [EVERYTHING] : [...new Set(tags)]
  const times = { at: now(), expiresAt: epochSecondsIn(OLDEST_PAGE + DAY) }
  await putStaleTags(all.map((tag) => ({ tag, ...times })))
}

/** Whether what was made at `madeAt` (milliseconds since 1970) and carries these tags shows what is no longer so. */
export async function isStale(tags: readonly string[], madeAt = 0): Promise<boolean> {
  if (madeAt < now() - OLDEST_PAGE) return true
  const found = await findStaleTags([...new Set(tags)])
  return found.some(
    ({ at }) => madeAt < at || ECHOES.some((echo) => madeAt < at + echo && at + echo <= now()),
  )
}

export default {
  name: "stoa-table",
  mode: "nextMode" as const,
  hasBeenRevalidated: isStale,
  writeTags: (tags: (string | { tag: string })[]): Promise<void> =>
    markStale(tags.map((one) => (typeof one === "string" ? one : one.tag))),
  /** When one of them became stale at last: 0 when none is. */
  getLastRevalidated: async (tags: string[]): Promise<number> =>
    Math.max(0, ...(await findStaleTags([...new Set(tags)])).map(({ at }) => at)),
}
