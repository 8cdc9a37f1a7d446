/** Keeps an index small to read: fresh posts become a segment, many segments become one, what is over goes away. */
import { MINUTE, now, SECOND } from "#lib/base/clock.ts"
import { newId, timeOf } from "#lib/base/ids.ts"
import type { Contents, Fresh, Gone, Segment } from "#lib/db/items/search.ts"
import { freshPosts, goneThings, searchContents } from "#lib/db/patterns/search.ts"
import { deleteBlock, deleteFresh, deleteGone, putGone } from "#lib/db/writes/search.ts"
import { type Doc, postingsOf, unpackBlock } from "../block.ts"
import type { Indexed } from "../indexed.ts"
import { changeContents } from "./contents.ts"
import { mergeSegments, writeSegment } from "./segments.ts"
import { all } from "./write.ts"

/** From so many on, fresh posts become a segment; as many again are read in one go. */
export const FRESH_ENOUGH = 16
const FRESH_AT_ONCE = 256
/** So many segments of about one size become one. */
const FAN_IN = 8
/** More are never read by a search: the smallest are merged before there are. */
export const MAX_SEGMENTS = 24
/** So many gone things in an index are enough to write the segment that holds most of them anew. */
export const GONE_ENOUGH = 500
/** A search that began before a segment was replaced is over by then. */
const GRACE = MINUTE
/** A segment that was begun so long ago and is not finished never will be. */
const ABANDONED = 15 * MINUTE
const LEASE = MINUTE
/** What went away longer ago than this is known to be written down: whoever wrote it did not take so long. */
const CERTAIN = 5 * MINUTE

/** As many as there are: DynamoDB takes no larger number. */
const ALL = 2 ** 31 - 1

/** Does one piece of work. @returns whether there was one, and so may be more */
export async function keepUp(scope: string, owner = newId()): Promise<boolean> {
  if (!(await hasWork(scope))) return false
  const contents = await takeLease(scope, owner)
  if (!contents) return false
  try {
    await sweep(contents)
    return (
      (await flush(scope)) || (await merge(scope, contents, owner)) || (await purge(scope, contents, owner))
    )
  } finally {
    await changeContents(scope, ({ work, ...rest }) => (work?.owner === owner ? rest : undefined))
  }
}

/** Asked again and again, so it is cheap: three small readings and no write. */
async function hasWork(scope: string): Promise<boolean> {
  const contents = await searchContents(scope)
  if (isSweepable(contents) || chooseMerge(visible(contents)).length > 0) return true
  if ((await freshPosts(scope, { limit: FRESH_ENOUGH })).length === FRESH_ENOUGH) return true
  const gone = await goneThings(scope, { limit: GONE_ENOUGH })
  return gone.filter(isCertain).length >= GONE_ENOUGH
}

/** One works on a scope at a time. It is no harm when two do: whoever comes second finds its inputs gone. */
async function takeLease(scope: string, owner: string): Promise<Contents | undefined> {
  const { changed, contents } = await changeContents(scope, (before) => {
    if (before.work && before.work.owner !== owner && before.work.until > now()) return undefined
    return { ...before, work: { owner, until: now() + LEASE } }
  })
  return changed ? contents : undefined
}

async function keepLease(scope: string, owner: string): Promise<boolean> {
  return (await takeLease(scope, owner)) !== undefined
}

function isSweepable({ garbage, segments }: Contents): boolean {
  return garbage.some(({ at }) => at < now() - GRACE) || segments.some(isAbandoned)
}

const isAbandoned = ({ hidden, id }: Segment): boolean => hidden === true && timeOf(id) < now() - ABANDONED

async function sweep(contents: Contents): Promise<void> {
  if (!isSweepable(contents)) return
  const { scope } = contents
  // Out of the contents first: who still writes it then finds that it was given up.
  await changeContents(scope, (before) => {
    const lost = before.segments.filter(isAbandoned)
    if (lost.length === 0) return undefined
    return {
      ...before,
      segments: before.segments.filter((segment) => !isAbandoned(segment)),
      garbage: [...before.garbage, ...lost.map(({ id, blocks }) => ({ id, blocks, at: now() }))],
    }
  })
  const over = contents.garbage.filter(({ at }) => at < now() - GRACE)
  for (const { id, blocks } of over)
    await all(Array.from({ length: blocks }, (_, n) => deleteBlock(scope, id, n)))
  const done = new Set(over.map(({ id }) => id))
  await changeContents(scope, (before) => ({
    ...before,
    garbage: before.garbage.filter(({ id }) => !done.has(id)),
  }))
}

/** Fresh posts become a segment. Killed in between, they are in both for a while, which does no harm. */
async function flush(scope: string): Promise<boolean> {
  const fresh = await freshPosts(scope, { limit: FRESH_AT_ONCE, consistent: true })
  if (fresh.length < FRESH_ENOUGH) return false
  const gone = aliveBy(await goneThings(scope, { limit: ALL, consistent: true }))
  const posts = fresh.map(unpacked).filter(({ doc }) => gone(doc))
  const asOf = Math.min(...fresh.map(({ stamp }) => stamp))
  if (posts.length > 0 && !(await writeSegment(scope, posts, asOf))) return true
  await all(
    fresh
      .filter(({ replaces }) => replaces)
      .map(({ post, stamp }) => putGone({ scope, kind: "post", id: post, stamp })),
  )
  await all(fresh.map(deleteFresh))
  return true
}

export function unpacked({ bytes }: Pick<Fresh, "bytes">): Indexed {
  const block = unpackBlock(bytes)
  const terms = new Map(
    [...block.terms.keys()].map((term) => [term, postingsOf(block, term).list[0]!.places]),
  )
  return { doc: block.docs[0]!, terms }
}

async function merge(scope: string, { segments }: Contents, owner: string): Promise<boolean> {
  const inputs = chooseMerge(visible({ segments }))
  if (inputs.length === 0) return false
  await mergeInto(scope, inputs, owner)
  return true
}

async function mergeInto(scope: string, inputs: Segment[], owner: string): Promise<void> {
  const asOf = now() - CERTAIN
  const gone = await goneThings(scope, { limit: ALL, consistent: true })
  const isDone = await mergeSegments(scope, inputs, asOf, aliveBy(gone), () => keepLease(scope, owner))
  if (isDone) await forget(scope, gone)
}

/** Segments of about one size when there are enough of them, or the smallest when there are too many. */
export function chooseMerge(segments: readonly Segment[]): Segment[] {
  const tiers = Map.groupBy(segments, ({ posts }) =>
    Math.floor(Math.log(Math.max(posts, 16) / 16) / Math.log(FAN_IN)),
  )
  for (const tier of [...tiers.keys()].sort((a, b) => a - b)) {
    const own = tiers.get(tier)!
    if (own.length >= FAN_IN) return own
  }
  if (segments.length <= MAX_SEGMENTS - FAN_IN) return []
  return segments.toSorted((a, b) => a.posts - b.posts).slice(0, FAN_IN)
}

/** Writes the segment anew that holds most of what is gone. */
async function purge(scope: string, { segments }: Contents, owner: string): Promise<boolean> {
  const all = await goneThings(scope, { limit: ALL, consistent: true })
  const gone = all.filter(isCertain)
  if (gone.length < GONE_ENOUGH) return false
  const shown = visible({ segments })
  const counts = shown.map((segment) => gone.filter((one) => mayHold(segment, one)).length)
  const most = Math.max(0, ...counts)
  if (most > 0) await mergeInto(scope, [shown[counts.indexOf(most)]!], owner)
  else await forget(scope, gone)
  return true
}

/** Whether a segment may hold something of a post or a topic that is not true any more. */
function mayHold({ from, to, asOf, hidden }: Segment, { id, kind, stamp }: Gone): boolean {
  return asOf <= stamp && (hidden === true || kind === "topic" || (from <= id && id <= to))
}

/** What no segment can hold any more need not be remembered. */
async function forget(scope: string, gone: readonly Gone[]): Promise<void> {
  const { contents } = await changeContents(scope, () => undefined)
  const over = gone.filter((one) => !contents.segments.some((segment) => mayHold(segment, one)))
  const fresh = await freshPosts(scope, { limit: ALL, consistent: true })
  const held = fresh.map((one) => unpacked(one).doc)
  const isNeeded = ({ id, stamp }: Gone) =>
    held.some((doc) => doc.stamp < stamp && (doc.post === id || doc.topic === id))
  await all(over.filter((one) => !isNeeded(one)).map((one) => deleteGone(one)))
}

/** Tells of a post, as it was indexed, whether that is still true. */
export function aliveBy(gone: readonly Gone[]): (doc: Pick<Doc, "post" | "topic" | "stamp">) => boolean {
  const stamps = new Map(gone.map(({ id, stamp }) => [id, stamp]))
  return ({ post, topic, stamp }) => (stamps.get(post) ?? 0) <= stamp && (stamps.get(topic) ?? 0) <= stamp
}

function visible({ segments }: Pick<Contents, "segments">): Segment[] {
  return segments.filter(({ hidden }) => !hidden)
}

const isCertain = ({ stamp }: Gone): boolean => stamp < now() - CERTAIN

/** Works until nothing is to be done, or the time is over: other scopes and other duties wait. */
export async function keepUpFor(scope: string, time = 10 * SECOND): Promise<void> {
  const end = now() + time
  while (now() < end && (await keepUp(scope))) {
    // There may be more.
  }
}
