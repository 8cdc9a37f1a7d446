/** Pinning a topic at the top of its category or of the first page, for a time or until somebody lets it go. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { type Category, pinnedNow } from "#lib/db/items/categories.ts"
import { type HomePins, isPinNow, NO_PINS, withoutPin } from "#lib/db/items/site.ts"
import type { Timer } from "#lib/db/items/timers.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { overtaken, untilSettled } from "#lib/db/retry.ts"
import { setPinned } from "#lib/db/writes/categories.ts"
import { putHomePins } from "#lib/db/writes/site.ts"
import { dropTimer, putTimer } from "#lib/db/writes/timers.ts"
import { authorize } from "./access.ts"
import { type Actor, GUEST, type Member, requireMember } from "./actor.ts"
import { visibleCategories } from "./categories.ts"
import { Words } from "./reporting.ts"
import { Moment } from "./timing.ts"
import { loggedFor, type TopicEvent } from "./topic-log.ts"
import { type TopicScene, visibleTopic } from "./visible.ts"

/** More would push what is new off a phone's screen. Imports may bring more. */
export const MAX_PINNED = 5
/** What everybody should see first is little. */
export const MAX_PINNED_HOME = 3

export const PinInput = z.object({
  topic: Id,
  pinned: z.stringbool(),
  /** Its category, unless the first page is meant. */
  where: z.enum(["category", "home"]).optional(),
  until: Moment.optional(),
  words: Words.optional(),
})
type Wish = Pick<z.output<typeof PinInput>, "pinned" | "until" | "words"> & { saga?: string }

/**
 * Puts a topic at the top of its category or of the first page, or lets it go. What is so already stays so.
 * @throws ForumError not-found, forbidden; conflict/too-many-pinned, too-many-pinned-home
 */
export function pinTopic(actor: Actor, input: z.output<typeof PinInput>): Promise<TopicScene> {
  return untilSettled(async () => {
    const scene = await visibleTopic(actor, input.topic, { consistent: true })
    const isHome = input.where === "home"
    if (isHome && !input.pinned) authorize(actor, "topic.unpin-home", scene)
    else if (isHome) authorize(actor, "topic.pin-home", scene)
    else authorize(actor, "topic.pin", scene)
    const work = isHome ? pinningHome : pinning
    await commit(await work(requireMember(actor), scene, input))
    return visibleTopic(actor, input.topic, { consistent: true })
  })
}

/** What brings it about in its category, with its event; nothing where it is so already. */
export async function pinning(
  member: Member,
  { topic, category }: TopicScene,
  { pinned: wanted, until, ...said }: Wish,
): Promise<Write[]> {
  const { pinned, pinEnds: ends = {} } = category
  const isPinned = pinned.includes(topic.id)
  if (isPinned === wanted && (!wanted || ends[topic.id] === until)) return []
  const others = pinnedNow(category).filter((id) => id !== topic.id)
  if (wanted && others.length >= MAX_PINNED) throw new ForumError("conflict", "too-many-pinned")
  const { [topic.id]: before, ...rest } = ends
  const event: TopicEvent = { type: wanted ? "pinned" : "unpinned", ...(wanted && { until }), ...said }
  return [
    setPinned(category, listWith(pinned, topic.id, { isPinned, wanted }), {
      ...rest,
      ...(wanted && until && { [topic.id]: until }),
    }),
    ...timed({ topic: topic.id, kind: "pin", category: category.id }, wanted ? until : undefined, before),
    ...(await loggedFor(member, topic, event)),
  ]
}

async function pinningHome(
  member: Member,
  { topic }: TopicScene,
  { pinned: wanted, until, ...said }: Wish,
): Promise<Write[]> {
  const pins = (await getHomePins({ consistent: true })) ?? NO_PINS
  const own = pins.topics.find((one) => one.topic === topic.id)
  if ((own !== undefined) === wanted && own?.until === until) return []
  const others = await othersShown(withoutPin(pins, topic.id, nowIso()), wanted)
  if (wanted && others.topics.length >= MAX_PINNED_HOME)
    throw new ForumError("conflict", "too-many-pinned-home")
  const topics = wanted ? [{ topic: topic.id, ...(until && { until }) }, ...others.topics] : others.topics
  const event: TopicEvent = {
    type: wanted ? "pinned-home" : "unpinned-home",
    ...(wanted && { until }),
    ...said,
  }
  return [
    putHomePins({ ...others, topics }, overtaken),
    ...timed({ topic: topic.id, kind: "pin-home" }, wanted ? until : undefined, own?.until),
    ...(await loggedFor(member, topic, event)),
  ]
}

/** What was removed meanwhile takes no place from others, nor does what not everybody reads any more: asked where place is short. */
async function othersShown(pins: HomePins, wanted: boolean): Promise<HomePins> {
  const rows = (await findTopics(pins.topics.filter(isPinNow).map(({ topic }) => topic))).filter(
    ({ removed }) => !removed,
  )
  const isFull = wanted && rows.length >= MAX_PINNED_HOME
  const open = isFull && new Set((await visibleCategories(GUEST)).map(({ id }) => id))
  const shown = new Set(rows.filter(({ category }) => !open || open.has(category)).map(({ id }) => id))
  return { ...pins, topics: pins.topics.filter(({ topic }) => shown.has(topic)) }
}

/** The last pinned stands first; another end changes no place. */
function listWith(
  pinned: Category["pinned"],
  topic: string,
  { isPinned, wanted }: { isPinned: boolean; wanted: boolean },
): string[] {
  if (!wanted) return pinned.filter((id) => id !== topic)
  return isPinned ? pinned : [topic, ...pinned]
}

/** @param before its end until now */
function timed(timer: Omit<Timer, "at">, until: string | undefined, before: string | undefined): Write[] {
  if (until) return [putTimer({ ...timer, at: until })]
  return before ? [dropTimer(timer)] : []
}
