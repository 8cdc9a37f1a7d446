/** Statistics: each day is what its facts add up to, and each fact is what it was counted from. */
import { isDeepStrictEqual } from "node:util"
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import { DayFacts, Days, FIGURES, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { findDays, findFacts } from "#lib/db/patterns/statistics.ts"
import type { Raw } from "#lib/db/query.ts"
import { eventFactOf, factOf, isCaseFact } from "#lib/projections/statistics/case-facts.ts"
import { countShare, factsOf, isRemembered } from "#lib/projections/statistics/correcting.ts"
import { figuresOf, sum, targetsOf } from "#lib/projections/statistics/days.ts"
import { differ, type Look, unless } from "./finding.ts"

/** A day of a category is looked at with that of the forum: the facts of both are read once. */
async function day(item: Raw): Promise<string[]> {
  const { day, category } = Days.decode(item)
  if (category !== undefined)
    return unless((await findDays([{ day }]))[0], "its day of the forum is not there")
  const sums = new Map<string | undefined, Figures>([[undefined, NOTHING]])
  for await (const facts of factsOf(day))
    for (const fact of facts)
      for (const target of targetsOf(fact))
        sums.set(target.category, sum([sums.get(target.category) ?? NOTHING, figuresOf(fact)]))
  const kept = await findDays([...sums.keys()].map((category) => ({ day, ...(category && { category }) })))
  // Who was there long ago is forgotten; how many were stays.
  const names = FIGURES.filter((name) => name !== "active" || isRemembered(day))
  return [...sums].flatMap(([category, counted], i) =>
    names.flatMap((name) => {
      const what = category === undefined ? name : `${name} in ${category}`
      return differ(what, kept[i]?.[name] ?? 0, counted[name])
    }),
  )
}

async function fact(item: Raw): Promise<string[]> {
  const one = DayFacts.decode(item)
  if (isCaseFact(one))
    return unless(isDeepStrictEqual(one, await eventFactOf(one.id)), "no event of a case adds that")
  const { of, day, id, category } = one
  if (of !== "topic" || category === undefined) return []
  const counted = await countShare({ of, day, id, category })
  return [
    ...differ("topics", one.topics ?? 0, counted.topics),
    ...differ("posts", one.posts ?? 0, counted.posts),
  ]
}

/** Whether what an event adds is noted. */
export async function uncounted(event: CaseEvent): Promise<string[]> {
  const right = await factOf(event)
  const [kept] = right ? await findFacts([right]) : []
  return unless(isDeepStrictEqual(kept, right), "the statistics do not know of it")
}

export const STATISTICS: Record<string, Look> = { Day: day, DayFact: fact }
