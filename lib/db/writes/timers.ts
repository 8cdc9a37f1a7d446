/** Writes of what happens at a time, as values for commit(). */
import type { Write } from "../commit.ts"
import { type Timer, Timers } from "../items/timers.ts"
import { timerKey } from "../keys/timers.ts"
import { overtaken } from "../retry.ts"

/** Without a condition: it goes with the state that says the same, whose own condition keeps order. */
export function putTimer(timer: Timer): Write {
  return { kind: "put", item: Timers.encode(timer) }
}

/** Without a condition, as it is put. */
export function dropTimer({ topic, kind, category }: Omit<Timer, "at">): Write {
  return { kind: "delete", key: timerKey(topic, kind, category) }
}

/** It has come: unless it was set to another time meanwhile. */
export function endTimer({ topic, kind, at, category }: Timer): Write {
  return {
    kind: "delete",
    key: timerKey(topic, kind, category),
    condition: "#at = :at",
    names: { "#at": "at" },
    values: { ":at": at },
    refusal: overtaken,
  }
}
