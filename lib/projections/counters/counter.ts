/** Figures that are added up from the changes of one item collection, each change once, however often it comes. */
import { LRUCache } from "lru-cache"
import { ForumError } from "#lib/base/errors.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { Overtaken, retry } from "#lib/db/retry.ts"
import { freshOf, type Place, throughAlso } from "#lib/db/through.ts"
import type { Counted } from "#lib/db/writes/figures.ts"

/** What one change adds, and its place in the stream. */
export type Step = Place

/** What has the figures, up to where in the stream they are counted, and how they were put right. */
export type Target = Counted

export type Counting<T extends Target, S extends Step> = {
  /** Those that are there, by id, consistently. */
  find(ids: string[]): Promise<Map<string, T>>
  /** Whether there is nothing to count any more; otherwise what was not found is on its way somewhere else. */
  isGone(id: string): Promise<boolean>
  /**
   * What the steps make of it: `after` with `appliedThrough`, and the writes for it, which throw Overtaken unless what
   * was counted (and whatever else they were computed from) still is as it was.
   */
  add(target: T, steps: S[], appliedThrough: string): Promise<{ after: T; writes: Write[] }>
}

export type Counter<S extends Step> = {
  /** Counts what is not counted yet. @param steps of each target, those of one shard in its order */
  count(steps: Map<string, S[]>): Promise<void>
}

/** How many targets a process remembers as it left them. */
const REMEMBERED = 20_000

/** An index that says where things live follows within a moment: what is missing after about a second stays so. */
const LONGEST_MISSING = 6

/**
 * A target is written once for all its steps of a batch. What this process knows of it from the last time saves
 * the reading: should it not be so any more, the write's condition says so, and it is read.
 */
export function counter<T extends Target, S extends Step>(counting: Counting<T, S>): Counter<S> {
  const known = new LRUCache<string, T>({ max: REMEMBERED })

  async function add(id: string, target: T, steps: S[]): Promise<void> {
    const fresh = freshOf(steps, target.appliedThrough)
    if (fresh.length === 0) return
    const { after, writes } = await counting.add(target, fresh, throughAlso(target.appliedThrough, fresh))
    known.delete(id)
    await commit(writes)
    known.set(id, after)
  }

  /** From the reading on, as often as somebody else is quicker. */
  async function countOne(id: string, steps: S[]): Promise<void> {
    let missed = 0
    await retry(
      async () => {
        const target = known.get(id) ?? (await counting.find([id])).get(id)
        if (!target && ++missed > LONGEST_MISSING)
          throw new Error(`${id} is nowhere, and there is more of it.`)
        if (!target) return (await counting.isGone(id)) || undefined
        try {
          await add(id, target, steps)
          return true
        } catch (error) {
          known.delete(id)
          if (error instanceof Overtaken) return undefined
          throw error
        }
      },
      () => new ForumError("conflict", "busy"),
    )
  }

  return {
    async count(steps) {
      if (steps.size === 0) return
      const unknown = [...steps.keys()].filter((id) => !known.has(id))
      if (unknown.length > 0) for (const [id, target] of await counting.find(unknown)) known.set(id, target)
      await Promise.all([...steps].map(([id, some]) => countOne(id, some)))
    },
  }
}
