/** What segments still hold and is no longer true: which posts that is, and when it can be forgotten. */
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Contents, Gone, Segment } from "#lib/db/items/search.ts"
import { freshPosts, goneThings } from "#lib/db/patterns/search.ts"
import { deleteGone } from "#lib/db/writes/search.ts"
import type { Doc } from "../block.ts"
import { changeContents } from "./contents.ts"
import { each } from "./each.ts"
import { unpacked } from "./fresh.ts"

/** So much that is gone is enough to write the segment that holds most of it anew. */
export const GONE_ENOUGH = 500
/** What went away longer ago than this is known to be written down: whoever wrote it did not take so long. */
export const CERTAIN = 5 * MINUTE
/** As many as there are: DynamoDB takes no larger number. */
const ALL = 2 ** 31 - 1

/** All of it, consistently. */
export function allGone(scope: string): Promise<Gone[]> {
  return goneThings(scope, { limit: ALL, consistent: true })
}

/** Tells of a post, as it was indexed, whether that is still true. */
export function aliveBy(
  gone: readonly Gone[],
  { built }: Pick<Contents, "built">,
): (doc: Pick<Doc, "post" | "topic" | "category" | "stamp">) => boolean {
  const stamps = new Map(gone.map(({ kind, id, stamp }) => [nameOf(kind, id), stamp]))
  const since = built?.since ?? 0
  const isNewer = (kind: Gone["kind"], id: string, stamp: number) =>
    (stamps.get(nameOf(kind, id)) ?? 0) <= stamp
  return ({ post, topic, category, stamp }) =>
    since <= stamp &&
    isNewer("post", post, stamp) &&
    isNewer("topic", topic, stamp) &&
    isNewer("category", category, stamp)
}

/** Ids of posts and topics are never the same; a category is called what its owner likes. */
const nameOf = (kind: Gone["kind"], id: string): string => (kind === "category" ? `category ${id}` : id)

/** What is long enough ago for whoever indexed it at the time to be through. */
export function certainly(gone: readonly Gone[]): Gone[] {
  return gone.filter(({ stamp }) => stamp < now() - CERTAIN)
}

/** How much it makes of a segment: of a category all its topics. */
export function weightOf(gone: readonly Gone[]): number {
  return gone.reduce((sum, { topics }) => sum + Math.max(topics ?? 1, 1), 0)
}

/** The segment that may hold most of what is gone; none when no segment can. */
export function heaviest(segments: readonly Segment[], gone: readonly Gone[]): Segment | undefined {
  const weights = segments.map((segment) => weightOf(gone.filter((one) => mayHold(segment, one))))
  const most = Math.max(0, ...weights)
  return most > 0 ? segments[weights.indexOf(most)] : undefined
}

/** Whether a segment may hold something of a post, a topic or a category that is not true any more. */
function mayHold({ from, to, asOf, hidden }: Segment, { id, kind, stamp }: Gone): boolean {
  return asOf <= stamp && (hidden === true || kind !== "post" || (from <= id && id <= to))
}

/** What no segment can hold any more need not be remembered. */
export async function forget(scope: string, gone: readonly Gone[]): Promise<void> {
  const { contents } = await changeContents(scope, () => undefined)
  const over = gone.filter((one) => !contents.segments.some((segment) => mayHold(segment, one)))
  const fresh = await freshPosts(scope, { limit: ALL, consistent: true })
  const held = fresh.map((one) => unpacked(one).doc)
  const isNeeded = ({ kind, id, stamp }: Gone) => held.some((doc) => doc.stamp < stamp && doc[kind] === id)
  await each(over.filter((one) => !isNeeded(one)).map((one) => deleteGone(one)))
}
