/** Closing a topic to replies and opening it again: at once, or by itself at a time. */
import { z } from "zod"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { isClosed, type Topic, timerAhead } from "#lib/db/items/topics.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { dropTimer, putTimer } from "#lib/db/writes/timers.ts"
import { setLocked } from "#lib/db/writes/topics.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { Words } from "./reporting.ts"
import { Moment } from "./timing.ts"
import { loggedFor, type TopicEvent } from "./topic-log.ts"
import { visibleTopic } from "./visible.ts"

export const LockTopicInput = z.object({
  topic: Id,
  locked: z.stringbool(),
  /** When it closes or opens by itself; at once where it is empty. */
  at: Moment.optional(),
  words: Words.optional(),
})

/**
 * Closes a topic to replies, or opens it again, now or at a time. What is asked for now ends a timer, also where it is so
 * already: so one is cancelled. @throws ForumError not-found, forbidden
 */
export function lockTopic(actor: Actor, input: z.output<typeof LockTopicInput>): Promise<Topic> {
  return untilSettled(async () => {
    const scene = await visibleTopic(actor, input.topic, { consistent: true })
    authorize(actor, "topic.lock", scene)
    const { after, writes } = await closing(requireMember(actor), scene.topic, input)
    await commit(writes)
    return after
  })
}

type Wish = Pick<z.output<typeof LockTopicInput>, "locked" | "at" | "words"> & { saga?: string }

/** What brings it about, with its event; nothing where it is so already. */
export async function closing(
  member: Member,
  topic: Topic,
  { locked, at, ...said }: Wish,
): Promise<{ after: Topic; writes: Write[] }> {
  const [isLocked, ahead] = [isClosed(topic), timerAhead(topic)]
  const isLater = at !== undefined && isLocked !== locked
  if (isLater ? ahead?.at === at : isLocked === locked && (!ahead || at)) return { after: topic, writes: [] }
  const timer = isLater ? { at, locked } : undefined
  const now = isLater ? isLocked : locked
  return {
    after: { ...topic, locked: now, timer },
    writes: [
      setLocked(topic, now, timer),
      ...(timer ? [putTimer({ topic: topic.id, kind: "lock", at: timer.at })] : []),
      ...(topic.timer && !timer ? [dropTimer({ topic: topic.id, kind: "lock" })] : []),
      ...(await loggedFor(member, topic, { ...eventOf(locked, isLocked, timer), ...said })),
    ],
  }
}

function eventOf(locked: boolean, isLocked: boolean, timer: Topic["timer"]): TopicEvent {
  if (timer) return { type: locked ? "timed-lock" : "timed-unlock", until: timer.at }
  if (locked === isLocked) return { type: "untimed" }
  return { type: locked ? "locked" : "unlocked" }
}
