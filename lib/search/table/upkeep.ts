/** Keeps an index small to read: fresh posts become a segment, many segments become one, what is over goes away. */
import { MINUTE, now, SECOND, sleep } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import type { Contents, Fresh, Segment } from "#lib/db/items/search.ts"
import { freshPosts, goneThings, searchContents } from "#lib/db/patterns/search.ts"
import { deleteBlock, deleteFresh, putGone } from "#lib/db/writes/search.ts"
import { advance, begin, changeContents, giveUp, isAbandoned, publish, visible } from "./contents.ts"
import { each } from "./each.ts"
import { unpacked } from "./fresh.ts"
import { aliveBy, allGone, CERTAIN, certainly, forget, GONE_ENOUGH, heaviest, weightOf } from "./gone.ts"
import { bytesOf, mergeTurn, planMerge, TURN } from "./merging.ts"
import { writeSegment } from "./segments.ts"

/** From so many on, fresh posts become a segment; at most so many and so large are taken in one go. */
export const FRESH_ENOUGH = 16
const FRESH_AT_ONCE = 256
const FRESH_BYTES = 2_000_000
/** So many segments of about one size become one. */
const FAN_IN = 8
/** More are never read by a search: the smallest are merged before there are, by whoever wants to add one. */
export const MAX_SEGMENTS = 24
/** A search that began before a segment was replaced is over by then. */
const GRACE = MINUTE
const LEASE = MINUTE
/** One scope at a time: the others wait. */
const LONGEST_TURN = 10 * SECOND
/** A third of the time of the shortest-lived who waits (a Lambda of a minute): the change is asked for again. */
const LONGEST_WAIT = 20 * SECOND
/** Blocks of what was replaced that are deleted in one go. */
const SWEPT_AT_ONCE = 500

/** Does one piece of work. @returns whether there was one, and so may be more */
export async function keepUp(scope: string, owner = newId()): Promise<boolean> {
  if (!(await hasWork(scope))) return false
  const contents = await takeLease(scope, owner)
  if (!contents) return false
  try {
    if (await sweep(contents)) return true
    // New posts that come all the time must not keep what they become from being merged.
    const isFull = visible(contents.segments).length >= MAX_SEGMENTS
    if (isFull && (await merge(contents, owner))) return true
    return (await flush(contents)) || (!isFull && (await merge(contents, owner)))
  } finally {
    await changeContents(scope, ({ work, ...rest }) => (work?.owner === owner ? rest : undefined))
  }
}

/** Works until nothing is to be done, or the time is over: other scopes and other duties wait. */
export async function keepUpFor(scope: string, until = Number.POSITIVE_INFINITY): Promise<void> {
  const end = Math.min(now() + LONGEST_TURN, until)
  while (now() < end && (await keepUp(scope))) {
    // There may be more.
  }
}

/**
 * Who wants to add a segment where there are too many helps to merge them first.
 * @throws ForumError conflict/busy when that takes until `until`, or long: it passes, and is no fault of what is added
 */
export async function makeRoom(scope: string, until = Number.POSITIVE_INFINITY): Promise<void> {
  for (const end = Math.min(now() + LONGEST_WAIT, until); ; ) {
    const { segments } = await searchContents(scope, { consistent: true })
    if (visible(segments).length < MAX_SEGMENTS) return
    if (now() >= end) {
      const message = `The search index of ${scope} has too many parts: they are being merged.`
      throw new ForumError("conflict", "busy", { message })
    }
    // Somebody else is at it: the next one may be ours.
    if (!(await keepUp(scope))) await sleep(200)
  }
}

/** Asked again and again, so it is cheap: three small readings and no write. */
async function hasWork(scope: string): Promise<boolean> {
  const contents = await searchContents(scope)
  if (isSweepable(contents) || unfinished(contents)) return true
  if (chooseMerge(contents.segments).length > 0) return true
  if ((await freshPosts(scope, { limit: FRESH_ENOUGH })).length === FRESH_ENOUGH) return true
  return weightOf(certainly(await goneThings(scope, { limit: GONE_ENOUGH }))) >= GONE_ENOUGH
}

/** One works on a scope at a time. It is no harm when two do: both write the same, and one is told that it is done. */
async function takeLease(scope: string, owner: string): Promise<Contents | undefined> {
  const { changed, contents } = await changeContents(scope, (before) => {
    if (before.work && before.work.owner !== owner && before.work.until > now()) return undefined
    return { ...before, work: { owner, until: now() + LEASE } }
  })
  return changed ? contents : undefined
}

function isSweepable({ garbage, segments }: Contents): boolean {
  return garbage.some(isOver) || segments.some(isAbandoned)
}

const isOver = ({ at }: { at: number }): boolean => at < now() - GRACE

/** Deletes the blocks of what was replaced, from the last on. @returns whether any more are left */
async function sweep({ scope, segments, garbage }: Contents): Promise<boolean> {
  // Out of the contents first: who still writes it then finds that it was given up.
  if (segments.some(isAbandoned)) await giveUp(scope, isAbandoned)
  const over = garbage.filter(isOver)
  if (over.length === 0) return false
  const left = new Map<string, number>()
  let room = SWEPT_AT_ONCE
  for (const { id, blocks } of over) {
    const some = Math.min(blocks, room)
    await each(Array.from({ length: some }, (_, n) => deleteBlock(scope, id, blocks - 1 - n)))
    left.set(id, blocks - some)
    room -= some
    if (room === 0) break
  }
  await changeContents(scope, (before) => ({
    ...before,
    garbage: before.garbage
      .map((one) => ({ ...one, blocks: left.get(one.id) ?? one.blocks }))
      .filter(({ blocks }) => blocks > 0),
  }))
  return room === 0
}

/** Fresh posts become a segment. Killed in between, they are in both for a while, which does no harm. */
async function flush(contents: Contents): Promise<boolean> {
  const { scope } = contents
  const read = await freshPosts(scope, { limit: FRESH_AT_ONCE, consistent: true })
  if (read.length < FRESH_ENOUGH) return false
  const fresh = upTo(FRESH_BYTES, read)
  const isAlive = aliveBy(await allGone(scope), contents)
  const posts = fresh.map(unpacked).filter(({ doc }) => isAlive(doc))
  const asOf = Math.min(...fresh.map(({ stamp }) => stamp))
  if (posts.length > 0 && !(await writeSegment(scope, posts, asOf))) return true
  await each(
    fresh
      .filter(({ replaces }) => replaces)
      .map(({ post, stamp }) => putGone({ scope, kind: "post", id: post, stamp })),
  )
  await each(fresh.map(deleteFresh))
  return true
}

function upTo(most: number, fresh: readonly Fresh[]): Fresh[] {
  let size = 0
  return fresh.filter(({ bytes }, i) => {
    size += bytes.length
    return i === 0 || size <= most
  })
}

/** The merge that goes on over several turns, if there is one. */
function unfinished({ segments }: { segments: readonly Segment[] }): Segment | undefined {
  const isOurs = (segment: Segment) => segment.hidden && segment.making && segment.anew === undefined
  return segments.find((segment) => isOurs(segment) && !isAbandoned(segment))
}

/** A turn: what is small goes before what takes many turns, so that it does not pile up meanwhile. */
async function merge(contents: Contents, owner: string): Promise<boolean> {
  const { scope, segments } = contents
  const under = unfinished(contents)
  const inputs = chooseMerge(segments)
  const chosen = inputs.length > 0 ? inputs : under ? [] : await holdingMost(contents)
  if (chosen.length > 0) await goOn(contents, await begin(scope, planMerge(chosen, now() - CERTAIN)), owner)
  else if (under) await goOn(contents, under, owner)
  return chosen.length > 0 || under !== undefined
}

async function goOn(contents: Contents, segment: Segment, owner: string): Promise<void> {
  const { scope } = contents
  const { inputs, done, parts } = segment.making!
  const sources = contents.segments.filter(({ id }) => inputs.includes(id))
  // Made anew meanwhile: what it was made of is there no more.
  if (sources.length < inputs.length) return giveUp(scope, ({ id }) => id === segment.id)
  const gone = await allGone(scope)
  const stillMine = async () => (await takeLease(scope, owner)) !== undefined
  const after = await mergeTurn(scope, segment, sources, aliveBy(gone, contents), stillMine)
  if (!after) return
  if (after.making!.done < parts) return void (await advance(scope, after, done))
  if (await publish(scope, after, inputs)) await forget(scope, gone)
}

/**
 * Segments of about one size when there are enough of them, or the smallest when there are too many. While a merge goes
 * on over turns, what it is made of is left alone, and nothing else is begun that takes more than a turn.
 */
export function chooseMerge(segments: readonly Segment[]): Segment[] {
  const under = unfinished({ segments })
  const taken = new Set(under?.making?.inputs)
  const shown = visible(segments)
  const idle = shown.filter(({ id }) => !taken.has(id))
  const fits = (some: readonly Segment[]) => !under || bytesOf(some) <= TURN
  const full = fullTier(idle, fits)
  if (full.length > 0) return full
  if (shown.length <= MAX_SEGMENTS - FAN_IN) return []
  const smallest = idle.toSorted((a, b) => a.posts - b.posts).slice(0, FAN_IN)
  while (smallest.length > 0 && !fits(smallest)) smallest.pop()
  return smallest.length > 1 ? smallest : []
}

/** As many segments of about one size as become one, the smallest first; none where there are not so many. */
function fullTier(
  segments: readonly Segment[],
  fits: (some: readonly Segment[]) => boolean = () => true,
): Segment[] {
  const tiers = Map.groupBy(segments, tierOf)
  for (const tier of [...tiers.keys()].sort((a, b) => a - b)) {
    const own = tiers.get(tier)!.slice(0, FAN_IN)
    if (own.length === FAN_IN && fits(own)) return own
  }
  return []
}

function tierOf({ posts }: Segment): number {
  return Math.floor(Math.log(Math.max(posts, 16) / 16) / Math.log(FAN_IN))
}

/** The segment to be written anew because it holds most of what is gone, when that is enough. */
async function holdingMost({ scope, segments }: Contents): Promise<Segment[]> {
  const gone = certainly(await allGone(scope))
  if (weightOf(gone) < GONE_ENOUGH) return []
  const most = heaviest(visible(segments), gone)
  if (!most) await forget(scope, gone)
  return most ? [most] : []
}
