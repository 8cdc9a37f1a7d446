/** The table of contents of a scope's index: changed by one at a time, read by every search. */
import { now } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Contents, Segment } from "#lib/db/items/search.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putContents } from "#lib/db/writes/search.ts"

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

/** Makes a segment's id known before its blocks are written, so that what is never finished is swept away. */
export async function begin(scope: string, asOf: number, blocks: number): Promise<Segment> {
  const segment: Segment = {
    id: newId(),
    asOf,
    posts: 0,
    titleLength: 0,
    textLength: 0,
    blocks,
    bytes: 0,
    from: "",
    to: "",
    languages: {},
    hidden: true,
  }
  await changeContents(scope, (contents) => ({ ...contents, segments: [...contents.segments, segment] }))
  return segment
}

/**
 * Lets searches see a segment, in place of those that it was made of.
 * @returns false when somebody else has replaced one of them, or swept this one away: then it is not there
 */
export async function publish(
  scope: string,
  { hidden: _, ...segment }: Segment,
  inputs: readonly string[] = [],
): Promise<boolean> {
  const { changed } = await changeContents(scope, (contents) => {
    const { segments, garbage } = contents
    const replaced = segments.filter(({ id }) => inputs.includes(id))
    const isKnown = segments.some(({ id, hidden }) => id === segment.id && hidden)
    if (!isKnown || replaced.length < inputs.length) return undefined
    const others = segments.filter(({ id }) => id !== segment.id && !inputs.includes(id))
    const isEmpty = segment.posts === 0
    const over = isEmpty ? [...replaced, segment] : replaced
    return {
      ...contents,
      segments: isEmpty ? others : [...others, segment],
      garbage: [...garbage, ...over.map(({ id, blocks }) => ({ id, blocks, at: now() }))],
    }
  })
  return changed
}
