/** On how many days each member was there: from the facts of each day, which are forgotten after five weeks. */
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { type DayFact, DayFacts } from "#lib/db/items/statistics.ts"
import type { Visits } from "#lib/db/items/visits.ts"
import { factsOfDay } from "#lib/db/patterns/statistics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { visitsOf } from "#lib/db/patterns/visits.ts"
import { Overtaken, retry } from "#lib/db/retry.ts"
import { NobodysVisits, putVisits } from "#lib/db/writes/visits.ts"
import { REMEMBERED } from "#lib/forum/presence.ts"
import { withDays } from "#lib/forum/visits.ts"
import { images, type Projection } from "./contract.ts"

export const visits: Projection = {
  name: "visits",
  entities: ["DayFact"],
  async apply(changes) {
    // What goes away was counted when it came.
    await count(changes.flatMap((change) => images(DayFacts, change).after ?? []))
  },
  /** What is missing of the days that are remembered; what was counted before stays. */
  rules: 2,
  async *rebuild(from) {
    const today = new Date(now()).toISOString().slice(0, 10)
    const first = new Date(now() - REMEMBERED).toISOString().slice(0, 10)
    // A cursor is the day that comes next.
    for (let day = isDay(from) && from > first ? from : first; day <= today; ) {
      for (let after: DayFact | undefined; ; ) {
        const { facts, next } = await factsOfDay(day, after)
        await count(facts, { anew: true })
        if (!next) break
        after = next
      }
      const done = `${day} looked at.`
      day = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)
      yield { cursor: day, done }
    }
  },
}

async function isUnsaid({ user, days }: Visits): Promise<boolean> {
  return (await getUser(user, { consistent: true }))?.daysHere !== days
}

const isDay = (cursor?: string): cursor is string => /^\d{4}-\d\d-\d\d$/.test(cursor ?? "")

/** @param anew writes also what was counted before: by rules in which the member's own item did not say it */
async function count(facts: DayFact[], { anew = false } = {}): Promise<void> {
  // In a category it says who wrote there; that they were there at all is a fact of its own.
  const there = facts.filter(({ of, category }) => of === "member" && category === undefined)
  const byMember = Map.groupBy(there, ({ id }) => id)
  await Promise.all(
    [...byMember].map(([user, days]) =>
      note(
        user,
        days.map(({ day }) => day),
        anew,
      ),
    ),
  )
}

function note(user: string, days: string[], anew: boolean): Promise<true> {
  return retry(
    async () => {
      const before = await visitsOf(user, { consistent: true })
      const after = withDays(user, before, days)
      if (after.days === (before?.days ?? 0) && !(anew && (await isUnsaid(after)))) return true
      try {
        await commit(putVisits(after, before))
        return true
      } catch (error) {
        if (error instanceof NobodysVisits) return true
        if (error instanceof Overtaken) return undefined
        throw error
      }
    },
    () => new ForumError("conflict", "busy"),
  )
}
