/** Writes of statistics, as values for commit(). */
import { epochSecondsIn, HOUR } from "#lib/base/clock.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Day, type DayFact, DayFacts, Days, Fences } from "../items/statistics.ts"
import { fenceKey } from "../keys/stream.ts"
import { Overtaken } from "../retry.ts"

const overtaken = () => new Overtaken()

/** @param before what `appliedThrough` was when the new figures were computed; undefined where there was nothing */
export function putDay(day: Day, before: string | undefined): Write {
  return { kind: "put", repeatable: true, item: Days.encode(day), ...unless(before), refusal: overtaken }
}

/** What a topic adds to a day. @param before as above */
export function putShare(fact: DayFact, before: string | undefined): Write {
  return { kind: "put", repeatable: true, item: DayFacts.encode(fact), ...unless(before), refusal: overtaken }
}

/** That a member was there, or signed up: once. @param known raised when that is written down already */
export function putPresence(fact: DayFact, known: () => Error): Write {
  return { kind: "put", repeatable: true, item: DayFacts.encode(fact), condition: IS_NEW, refusal: known }
}

/** Without a condition: its id is random. */
export function putFence(fence: { partition: string; id: string; by: string }): Write {
  return { kind: "put", item: Fences.encode({ ...fence, expiresAt: epochSecondsIn(HOUR) }) }
}

/** @param gone raised when nobody waits for it any more */
export function passFence(partition: string, id: string, passed: string, gone: () => Error): Write {
  return {
    kind: "update",
    repeatable: true,
    key: fenceKey(partition, id),
    update: "SET passed = :passed",
    condition: EXISTS,
    values: { ":passed": passed },
    refusal: gone,
  }
}

/** Without a condition: what is gone is gone. */
export function deleteFence(partition: string, id: string): Write {
  return { kind: "delete", key: fenceKey(partition, id) }
}

function unless(before: string | undefined): Pick<Write, "condition" | "values"> {
  if (before === undefined) return { condition: IS_NEW }
  return { condition: `${EXISTS} AND appliedThrough = :before`, values: { ":before": before } }
}
