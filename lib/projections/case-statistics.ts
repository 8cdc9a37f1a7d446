/** What moderation cases add to the statistics: reports, and decisions about what was reported (docs/adr/0220). */
import { CASE_EVENT_TYPES, type CaseEventType } from "#lib/db/items/case-events.ts"
import { eventsByType } from "#lib/db/patterns/cases.ts"
import type { Projection } from "./contract.ts"
import { countedEventsIn, noteCases, recountCases } from "./statistics/case-facts.ts"

/** Makes facts of days, which the projection `statistics` adds up as it does all others. */
export const caseStatistics: Projection = {
  name: "case-statistics",
  entities: ["CaseEvent"],
  rules: 1,
  async apply(changes) {
    await noteCases(countedEventsIn(changes))
  },
  async *rebuild(from = "") {
    const [begun, behind] = from.split(" ")
    let count = 0
    for (const type of typesFrom(begun)) {
      let after = type === begun ? behind : undefined
      do {
        const { items, next } = await eventsByType(type, after)
        await recountCases(items)
        count += items.length
        after = next
        yield { cursor: [type, ...(after ? [after] : [])].join(" "), done: `${count} events were looked at.` }
      } while (after)
    }
  },
}

/** All types of events, in the order of the alphabet. */
function typesFrom(first = ""): CaseEventType[] {
  return CASE_EVENT_TYPES.toSorted().filter((type) => type >= first)
}
