/** What ends or begins by itself at a time: topics that close or open, pins that end. */
import { z } from "zod"
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { withoutPin } from "#lib/db/items/site.ts"
import type { Timer } from "#lib/db/items/timers.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { dueTimers } from "#lib/db/patterns/timers.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { Overtaken, overtaken } from "#lib/db/retry.ts"
import { setPinned } from "#lib/db/writes/categories.ts"
import { putHomePins } from "#lib/db/writes/site.ts"
import { endTimer } from "#lib/db/writes/timers.ts"
import { setLocked } from "#lib/db/writes/topics.ts"
import { t } from "#lib/words/t.ts"

/** Whoever plans for longer has forgotten it by then. */
const LATEST = 366 * DAY

/** As a browser sends a day and an hour (`datetime-local`), or with its seconds. */
const AS_TYPED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?$/

/** A moment that lies ahead, typed in UTC: ISO 8601; undefined where nothing was typed. */
export const Moment = z.string().transform((text, context) => {
  if (text.trim() === "") return undefined
  const typed = text.trim().replace(" ", "T")
  const at = AS_TYPED.test(typed) ? Date.parse(typed.endsWith("Z") ? typed : `${typed}Z`) : Number.NaN
  const wrong = whyNot(at)
  if (wrong) context.addIssue({ code: "custom", message: wrong })
  return wrong ? z.NEVER : new Date(at).toISOString()
})

function whyNot(at: number): string | undefined {
  if (Number.isNaN(at)) return t("inputs.moment-none")
  if (at <= now()) return t("inputs.moment-past")
  return at > now() + LATEST ? t("inputs.moment-far") : undefined
}

const AT_ONCE = 25

/**
 * Does what is due. What a thing says of itself is compared wherever something is decided by it; this writes it down,
 * so that lists and kept pages say so, too. @param until begins nothing more from then on @returns how many came
 */
export async function runTimers(until = Number.POSITIVE_INFINITY): Promise<number> {
  let come = 0
  while (now() < until) {
    const due = await dueTimers(nowIso(), AT_ONCE)
    let settled = 0
    for (const timer of due) if (await settle(timer)) settled++
    come += settled
    // What the index still shows, or others are changing, is looked at the next time.
    if (due.length < AT_ONCE || settled === 0) break
  }
  return come
}

/** Does what has come, and ends its timer with it. @returns whether it was still as it was read */
export async function settle(timer: Timer): Promise<boolean> {
  try {
    await commit([...(await effectOf(timer)), endTimer(timer)])
    return true
  } catch (error) {
    if (error instanceof Overtaken) return false
    if (!(error instanceof z.ZodError)) throw error
    // Nobody reads that thing any more, and those behind it are not to wait for it.
    console.error(
      `What ${timer.kind} of topic ${timer.topic} is due to change cannot be read: ${error.message}`,
    )
    await commit([endTimer(timer)])
    return true
  }
}

/** Nothing where the thing says something else by now, or is gone. */
async function effectOf({ kind, topic: id, category: place, at }: Timer): Promise<Write[]> {
  if (kind === "lock") {
    const topic = await findTopic(id, { consistent: true })
    return topic?.timer?.at === at ? [setLocked(topic, topic.timer.locked)] : []
  }
  if (kind === "pin") {
    const category = await findCategory(place ?? "", { consistent: true })
    if (category?.pinEnds?.[id] !== at) return []
    const pinned = category.pinned.filter((one) => one !== id)
    return [setPinned(category, pinned)]
  }
  const pins = await getHomePins({ consistent: true })
  const isMeant = pins?.topics.some(({ topic, until }) => topic === id && until === at)
  return pins && isMeant ? [putHomePins(withoutPin(pins, id, nowIso()), overtaken)] : []
}
