/** Makes the index anew while the old one is in use: what is new shows when all of it is there. */
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Segment } from "#lib/db/items/search.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { allIndexed, RULES } from "../indexed.ts"
import { portions } from "../portions.ts"
import { type Entry, SCOPES, type Scope } from "../search-index.ts"
import { begin, changeContents, garbageOf, publish, stayAlive } from "./contents.ts"
import { aliveBy, allGone, CERTAIN } from "./gone.ts"
import { mergeTurn, planMerge } from "./merging.ts"
import { buildSegment } from "./segments.ts"
import { fullTier } from "./upkeep.ts"
import { MOST } from "./write.ts"

/** The segments made so far are said to be in use once in so long: who says nothing for long is believed dead. */
const SAID_EVERY = MINUTE

/** @param posts all of the forum, some at a time, each with the time before it was read */
export async function rebuildInTable(
  posts: AsyncIterable<{ entries: Entry[]; stamp: number }>,
): Promise<void> {
  const begun = now()
  const makers = await Promise.all(SCOPES.map(async (scope) => new Maker(scope, await segmentsOf(scope))))
  for await (const { entries, stamp } of posts)
    for (const maker of makers) {
      const own = entries.filter(({ scope }) => scope === maker.scope)
      for (const some of portions(own, MOST)) await maker.add(some, stamp)
      await maker.stay()
    }
  for (const maker of makers) await maker.show(begun)
}

async function segmentsOf(scope: Scope): Promise<Segment[]> {
  return (await searchContents(scope, { consistent: true })).segments
}

/** Makes the new index of a scope: hidden segments, of which never many are there. */
class Maker {
  #made: Segment[] = []
  #said = now()
  readonly scope: Scope
  readonly #old: readonly Segment[]

  constructor(scope: Scope, old: readonly Segment[]) {
    this.scope = scope
    this.#old = old
  }

  async add(entries: readonly Entry[], stamp: number): Promise<void> {
    const indexed = await allIndexed(
      entries.map(({ post }) => post),
      stamp,
    )
    this.#made.push(await buildSegment(this.scope, indexed, stamp))
    for (let full = fullTier(this.#made); full.length > 0; full = fullTier(this.#made))
      await this.#merge(full)
  }

  /** @throws when what was made is not there any more */
  async stay(also: readonly Segment[] = []): Promise<void> {
    if (now() - this.#said < SAID_EVERY) return
    this.#said = now()
    const ids = [...this.#made, ...also].map(({ id }) => id)
    if (!(await stayAlive(this.scope, ids))) throw lost()
  }

  async #merge(inputs: readonly Segment[]): Promise<void> {
    const { making, ...known } = planMerge(inputs, Math.min(...inputs.map(({ asOf }) => asOf)))
    const isAlive = aliveBy(await allGone(this.scope), {})
    // How far it came is known here alone: nobody else is to go on with it.
    let merged: Segment = { ...(await begin(this.scope, known)), making }
    const begun = [merged]
    while (merged.making!.done < making.parts) {
      merged = (await mergeTurn(this.scope, merged, inputs, isAlive, async () => true))!
      await this.stay(begun)
    }
    if (!(await publish(this.scope, merged, making.inputs, true))) throw lost()
    this.#made = this.#made.filter((one) => !inputs.includes(one))
    if (merged.posts > 0) this.#made.push(merged)
  }

  /** What was merged meanwhile of the old ones and of newer posts stays beside the new, without what is as old. */
  async show(begun: number): Promise<void> {
    const [old, made] = [idsOf(this.#old), idsOf(this.#made)]
    await changeContents(this.scope, (contents) => {
      const known = idsOf(contents.segments)
      if (this.#made.some(({ id }) => !known.has(id))) throw lost()
      const left = contents.segments.filter(({ id, hidden }) => old.has(id) && !hidden)
      return {
        ...contents,
        built: { rules: RULES, since: begun - CERTAIN },
        segments: [
          ...contents.segments.filter(({ id }) => !old.has(id) && !made.has(id)),
          ...this.#made.map(({ hidden: _, until: __, making: ___, ...segment }) => segment),
        ],
        garbage: [...contents.garbage, ...left.map(garbageOf)],
      }
    })
  }
}

const idsOf = (segments: readonly Segment[]): Set<string> => new Set(segments.map(({ id }) => id))

function lost(): Error {
  return new Error("A part of the new index was swept away as never finished: rebuild it again.")
}
