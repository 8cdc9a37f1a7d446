/** What somebody has done with a topic or a post since an act on many did: undoing that act leaves it as it is. */
import type { CaseEventType } from "#lib/db/items/case-events.ts"
import { lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { caseIdOf } from "./cases.ts"
import type { ManyAct, Order } from "./many.ts"

/** What is about the same thing. Tags are compared one by one, and what was hidden is known by its mark. */
const SAME: Partial<Record<ManyAct, readonly CaseEventType[]>> = {
  lock: ["locked", "unlocked", "timed-lock", "timed-unlock", "untimed"],
  unlock: ["locked", "unlocked", "timed-lock", "timed-unlock", "untimed"],
  move: ["moved"],
  unpin: ["pinned", "unpinned"],
  restore: ["hidden", "restored"],
}

/** More acts on one thing within the two weeks of an undo are taken for some that change it. */
const MOST_READ = 50

/**
 * Whether somebody did with it since what the act to be undone did, whatever it is now.
 * @param act as it was done · @param done the saga that did it, and when that began
 */
export async function isChangedSince(
  { of, act }: Pick<Order, "of" | "act">,
  id: string,
  done: { saga: string; at: string },
): Promise<boolean> {
  const same = SAME[act]
  if (!same) return false
  const post = of === "posts" ? id : (await findTopic(id, { consistent: true }))?.firstPost
  if (!post) return false
  const events = await lastEventsOfCase(caseIdOf({ kind: "post", id: post }), MOST_READ)
  const own = events.findLastIndex((event) => "saga" in event && event.saga === done.saga)
  // What one does with one's own is not in the log; what others do with it afterwards is.
  const after = own >= 0 ? events.slice(own + 1) : events.filter(({ at }) => at >= done.at)
  return (own < 0 && after.length === MOST_READ) || after.some(({ type }) => same.includes(type))
}
