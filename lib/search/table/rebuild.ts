/** Makes the index anew while the old one is in use: what is new shows when all of it is there. */
import { now } from "#lib/base/clock.ts"
import type { Segment } from "#lib/db/items/search.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { allIndexed } from "../indexed.ts"
import { type Entry, SCOPES, type Scope } from "../search-index.ts"
import { changeContents } from "./contents.ts"
import { buildSegment } from "./segments.ts"

/** @param posts all of the forum, some at a time, each with the time before it was read */
export async function rebuildInTable(
  posts: AsyncIterable<{ entries: Entry[]; stamp: number }>,
): Promise<void> {
  const old = new Map<Scope, Segment[]>()
  for (const scope of SCOPES) old.set(scope, (await searchContents(scope, { consistent: true })).segments)
  const made = new Map<Scope, Segment[]>(SCOPES.map((scope) => [scope, []]))
  for await (const { entries, stamp } of posts)
    for (const [scope, own] of Map.groupBy(entries, (entry) => entry.scope)) {
      const all = await allIndexed(
        own.map(({ post }) => post),
        stamp,
      )
      made.get(scope)!.push(await buildSegment(scope, all, stamp))
    }
  for (const scope of SCOPES) await replace(scope, old.get(scope)!, made.get(scope)!)
}

/** What was merged meanwhile of the old ones and of newer posts stays beside the new: of each post the newest counts. */
async function replace(scope: Scope, old: readonly Segment[], made: readonly Segment[]): Promise<void> {
  const [over, fresh] = [new Set(old.map(({ id }) => id)), new Set(made.map(({ id }) => id))]
  await changeContents(scope, (contents) => {
    const known = new Set(contents.segments.map(({ id }) => id))
    if (made.some(({ id }) => !known.has(id)))
      throw new Error("A part of the new index was swept away as never finished: rebuild it again.")
    const left = contents.segments.filter(({ id, hidden }) => over.has(id) && !hidden)
    return {
      ...contents,
      segments: [
        ...contents.segments.filter(({ id }) => !over.has(id) && !fresh.has(id)),
        ...made.map(({ hidden: _, ...segment }) => segment),
      ],
      garbage: [...contents.garbage, ...left.map(({ id, blocks }) => ({ id, blocks, at: now() }))],
    }
  })
}
