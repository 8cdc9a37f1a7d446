/**
 * Makes the index anew while the old one is in use: hidden segments, of which never many are there, and which are shown
 * when all of them are. Everything that is known of it lies in the contents, so that anybody can go on with it.
 */
import type { Contents, Segment } from "#lib/db/items/search.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { allIndexed } from "../indexed.ts"
import { portions } from "../portions.ts"
import { type Entry, type Making, SCOPES, type Scope } from "../search-index.ts"
import { advance, begin, changeContents, garbageOf, publish } from "./contents.ts"
import { aliveBy, allGone, CERTAIN } from "./gone.ts"
import { mergeTurn, planMerge } from "./merging.ts"
import { buildSegment } from "./segments.ts"
import { chooseMerge } from "./upkeep.ts"
import { MOST } from "./write.ts"

/** What another making has made is given up. Done again it changes nothing. */
export async function beginAnew({ id, since }: Making): Promise<void> {
  for (const scope of SCOPES)
    await changeContents(scope, (before) => {
      if (before.anew?.id === id) return undefined
      const over = before.segments.filter(({ anew }) => anew !== undefined)
      const segments = before.segments.filter(({ anew }) => anew === undefined)
      return {
        ...before,
        segments,
        garbage: [...before.garbage, ...over.map(garbageOf)],
        anew: { id, since, old: segments.map((segment) => segment.id) },
      }
    })
}

/** Also where some of it is shown already. */
export async function isUnderWay(making: Making): Promise<boolean> {
  const all = await Promise.all(SCOPES.map((scope) => contentsOf(scope)))
  return all.every((contents) => contents.anew?.id === making.id || isShown(contents, making))
}

const isShown = ({ built }: Contents, { id }: Making): boolean => built?.id === id

export async function* addAnew(
  making: Making,
  entries: readonly Entry[],
  stamp: number,
): AsyncGenerator<void> {
  for (const scope of SCOPES) {
    // What is new by then, the stream brings.
    if (isShown(await contentsOf(scope), making)) continue
    // Before anything is added: what was left half merged is not made twice.
    yield* mergeAll(scope, making)
    const own = entries.filter((entry) => entry.scope === scope)
    for (const some of portions(own, MOST)) {
      const posts = await allIndexed(
        some.map(({ post }) => post),
        stamp,
      )
      const segment = await buildSegment(scope, posts, stamp)
      if (!(await publish(scope, segment, [], making.id))) throw lost()
      yield
      yield* mergeAll(scope, making)
    }
  }
}

/**
 * What was merged meanwhile of the old ones and of newer posts stays beside the new, without what is as old. Scope by
 * scope: done again, it leaves alone where it was done.
 */
export async function* endAnew({ id }: Making): AsyncGenerator<void> {
  for (const scope of SCOPES) {
    await changeContents(scope, (contents) => {
      const { anew, ...rest } = contents
      if (anew?.id !== id) return undefined
      const old = new Set(anew.old)
      return {
        ...rest,
        built: { id, since: anew.since - CERTAIN },
        segments: rest.segments.filter((segment) => !old.has(segment.id)).map(shown),
        garbage: [...rest.garbage, ...rest.segments.filter((segment) => old.has(segment.id)).map(garbageOf)],
      }
    })
    yield
  }
}

function shown(segment: Segment): Segment {
  if (segment.anew === undefined) return segment
  const { anew: _, hidden: __, until: ___, making: ____, ...rest } = segment
  return rest
}

/** Merges as upkeep would, if they were shown: a turn, and a pause. */
async function* mergeAll(scope: Scope, making: Making): AsyncGenerator<void> {
  for (;;) {
    const { segments } = await ownContents(scope, making)
    const own = segments.filter(({ anew }) => anew === making.id)
    const merged = own.find((segment) => segment.making) ?? (await beginMerge(scope, making, own))
    if (!merged) return
    const inputs = own.filter(({ id }) => merged.making!.inputs.includes(id))
    await mergeOn(scope, making, merged, inputs)
    yield
  }
}

async function beginMerge(
  scope: Scope,
  making: Making,
  own: readonly Segment[],
): Promise<Segment | undefined> {
  const inputs = chooseMerge(own.map(shown))
  if (inputs.length === 0) return undefined
  const asOf = Math.min(...inputs.map((segment) => segment.asOf))
  return begin(scope, { ...planMerge(inputs, asOf), anew: making.id })
}

async function mergeOn(
  scope: Scope,
  making: Making,
  segment: Segment,
  inputs: readonly Segment[],
): Promise<void> {
  const { done, parts, inputs: ids } = segment.making!
  const isAlive = aliveBy(await allGone(scope), {})
  const after = (await mergeTurn(scope, segment, inputs, isAlive, async () => true))!
  const isKept =
    after.making!.done < parts
      ? await advance(scope, after, done)
      : await publish(scope, after, ids, making.id)
  if (!isKept) throw lost()
}

async function ownContents(scope: Scope, { id }: Making): Promise<Contents> {
  const contents = await contentsOf(scope)
  if (contents.anew?.id !== id) throw lost()
  return contents
}

const contentsOf = (scope: Scope): Promise<Contents> => searchContents(scope, { consistent: true })

function lost(): Error {
  return new Error("Somebody else has begun to make the search index anew: what was made here is given up.")
}
