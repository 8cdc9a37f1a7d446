/** The table of contents of a scope's index: changed by one at a time, read by every search. */
import { MINUTE, now } from "#lib/base/clock.ts"
import { newId, timeOf } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Contents, Segment } from "#lib/db/items/search.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putContents } from "#lib/db/writes/search.ts"

/** Who writes a segment says so again within this time, or is believed to be dead. */
const BELIEVED = 15 * MINUTE

/** Reads, decides, writes; again when somebody else was quicker. `change` gives nothing when nothing is to change. */
export function changeContents(
  scope: string,
  change: (contents: Contents) => Omit<Contents, "version"> | undefined,
): Promise<{ changed: boolean; contents: Contents }> {
  return untilSettled(async () => {
    const before = await searchContents(scope, { consistent: true })
    const after = change(before)
    if (!after) return { changed: false, contents: before }
    await commit([putContents(before, after)])
    return { changed: true, contents: { ...after, version: before.version + 1 } }
  })
}

/** Segments that searches read. */
export function visible<T extends Pick<Segment, "hidden">>(segments: readonly T[]): T[] {
  return segments.filter(({ hidden }) => !hidden)
}

/** Whether a segment was begun, and whoever wrote it has not been heard of for long. */
export function isAbandoned({ hidden, id, until, anew }: Segment): boolean {
  // What is made anew may be left for days: the next one to begin gives it up.
  return hidden === true && anew === undefined && (until ?? timeOf(id) + BELIEVED) < now()
}

/** Makes a segment's id known before its blocks are written, so that what is never finished is swept away. */
export async function begin(
  scope: string,
  known: Pick<Segment, "asOf" | "blocks" | "making" | "anew">,
): Promise<Segment> {
  const segment: Segment = {
    id: newId(),
    posts: 0,
    titleLength: 0,
    textLength: 0,
    bytes: 0,
    from: "",
    to: "",
    languages: {},
    ...known,
    hidden: true,
    until: now() + BELIEVED,
  }
  await changeContents(scope, (contents) => ({ ...contents, segments: [...contents.segments, segment] }))
  return segment
}

/**
 * Puts a segment that is wholly written in place of those that it was made of. Searches see it then, unless it is a part
 * of what is made `anew`.
 * @returns false when somebody else has replaced one of them, or swept this one away, or begun to make all anew: then
 * it is not there
 */
export async function publish(
  scope: string,
  { hidden: _, until: __, making: ___, anew: ____, ...segment }: Segment,
  inputs: readonly string[] = [],
  anew?: string,
): Promise<boolean> {
  const { changed } = await changeContents(scope, (contents) => {
    const { segments, garbage } = contents
    const replaced = segments.filter(({ id }) => inputs.includes(id))
    const isKnown = segments.some(({ id, hidden }) => id === segment.id && hidden)
    const isWanted = anew === undefined || contents.anew?.id === anew
    if (!isKnown || !isWanted || replaced.length < inputs.length) return undefined
    const others = segments.filter(({ id }) => id !== segment.id && !inputs.includes(id))
    const isEmpty = segment.posts === 0
    const over = isEmpty ? [...replaced, segment] : replaced
    const shown = anew === undefined ? segment : { ...segment, hidden: true, anew }
    return {
      ...contents,
      segments: isEmpty ? others : [...others, shown],
      garbage: [...garbage, ...over.map(garbageOf)],
    }
  })
  return changed
}

/** Writes down how far a merge came. @returns false when it was given up, or somebody else does it */
export async function advance(scope: string, segment: Segment, from: number): Promise<boolean> {
  const { changed } = await changeContents(scope, ({ segments, ...rest }) => {
    const isMine = ({ id, making }: Segment) => id === segment.id && making?.done === from
    if (!segments.some(isMine)) return undefined
    const after = { ...segment, until: now() + BELIEVED }
    return { ...rest, segments: segments.map((one) => (one.id === segment.id ? after : one)) }
  })
  return changed
}

/** Takes segments out that will never be finished; what is written of them is swept away later. */
export async function giveUp(scope: string, isLost: (segment: Segment) => boolean): Promise<void> {
  await changeContents(scope, (before) => {
    const lost = before.segments.filter(isLost)
    if (lost.length === 0) return undefined
    return {
      ...before,
      segments: before.segments.filter((segment) => !isLost(segment)),
      garbage: [...before.garbage, ...lost.map(garbageOf)],
    }
  })
}

export function garbageOf({ id, blocks }: Segment): Contents["garbage"][number] {
  return { id, blocks, at: now() }
}
