/** The facts of a day, added up: for the forum, and for each category. */
import { commit } from "#lib/db/commit.ts"
import { type Day, type DayFact, DayFacts, FIGURES, type Figures, NOTHING } from "#lib/db/items/statistics.ts"
import { findDays } from "#lib/db/patterns/statistics.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { freshOf, type Place, placeOf, throughAlso } from "#lib/db/through.ts"
import { putDay } from "#lib/db/writes/statistics.ts"
import { type Change, images } from "../contract.ts"

/** A day of the forum, or of a category. */
export type Target = Pick<Day, "day" | "category">
type Step = Place & { by: Figures }
export type Steps = { target: Target; steps: Step[] }

/** To what a fact adds. Who was there is one fact for the forum, and one for each category. */
export function targetsOf({ day, of, category }: DayFact): Target[] {
  const own = category === undefined ? [] : [{ day, category }]
  return of === "member" && category !== undefined ? own : [{ day }, ...own]
}

/** By target, what changes of facts add to it. That a fact is forgotten takes nothing away. */
export function daysIn(changes: readonly Change[]): Steps[] {
  const found = new Map<string, Steps>()
  for (const change of changes) {
    if (change.entityType !== "DayFact" || change.expired) continue
    const { before, after } = images(DayFacts, change)
    const by = sum([figuresOf(after)], [figuresOf(before)])
    for (const target of targetsOf((after ?? before)!)) {
      const name = `${target.day} ${target.category ?? ""}`
      const steps = found.get(name) ?? { target, steps: [] }
      steps.steps.push({ ...placeOf(change), by })
      found.set(name, steps)
    }
  }
  return [...found.values()]
}

export function figuresOf(fact: Partial<Figures> | undefined): Figures {
  return Object.fromEntries(FIGURES.map((name) => [name, fact?.[name] ?? 0])) as Figures
}

/** The first figures together, less the second. */
export function sum(plus: Figures[], minus: Figures[] = []): Figures {
  const total = { ...NOTHING }
  for (const name of FIGURES) {
    for (const one of plus) total[name] += one[name]
    for (const one of minus) total[name] -= one[name]
  }
  return total
}

/** Adds what is not in the days yet. */
export async function addUpDays(all: Steps[]): Promise<void> {
  await Promise.all(all.map((one) => untilSettled(() => addUp(one))))
}

async function addUp({ target, steps }: Steps): Promise<object> {
  const [known] = await findDays([target])
  const fresh = freshOf(steps, known?.appliedThrough)
  if (fresh.length === 0) return target
  const figures = sum([known ?? NOTHING, ...fresh.map(({ by }) => by)])
  const appliedThrough = throughAlso(known?.appliedThrough, fresh)
  await commit([putDay({ ...known, ...target, ...figures, appliedThrough }, known)])
  return target
}
