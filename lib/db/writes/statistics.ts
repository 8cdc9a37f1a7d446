/** Writes of statistics, as values for commit(). */
import { epochSecondsIn, HOUR } from "#lib/base/clock.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Day, type DayFact, DayFacts, Days, type Fence, Fences } from "../items/statistics.ts"
import { factKey } from "../keys/statistics.ts"
import { fenceKey } from "../keys/stream.ts"
import { overtaken } from "../retry.ts"
import { type Counted, stillCounted } from "./figures.ts"

/** @param before what was there when the new figures were computed */
export function putDay(day: Day, before: Counted | undefined): Write {
  return { kind: "put", repeatable: true, item: Days.encode(day), ...unless(before), refusal: overtaken }
}

/** What a topic adds to a day. @param before as above */
export function putShare(fact: DayFact, before: Counted | undefined): Write {
  return { kind: "put", repeatable: true, item: DayFacts.encode(fact), ...unless(before), refusal: overtaken }
}

/** That a member was there, or signed up: once. @param known raised when that is written down already */
export function putPresence(fact: DayFact, known: () => Error): Write {
  return { kind: "put", repeatable: true, item: DayFacts.encode(fact), condition: IS_NEW, refusal: known }
}

/** What follows from what is never changed. Without a condition: whoever writes it writes the same. */
export function putFact(fact: DayFact): Write {
  return { kind: "put", repeatable: true, item: DayFacts.encode(fact) }
}

/** Without a condition: what is gone is gone. */
export function deleteFact(fact: DayFact): Write {
  return { kind: "delete", key: factKey(fact) }
}

/** Without a condition: its id is random. */
export function putFence(fence: Pick<Fence, "partition" | "id" | "by" | "n">): Write {
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

function unless(before: Counted | undefined): Pick<Write, "condition" | "values"> {
  return before === undefined ? { condition: IS_NEW } : stillCounted(before)
}
