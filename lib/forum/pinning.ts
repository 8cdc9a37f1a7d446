/** Pinning a topic at the top of its category, and letting it go. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { setPinned } from "#lib/db/writes/categories.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { Words } from "./reporting.ts"
import { loggedFor } from "./topic-log.ts"
import { type TopicScene, visibleCategory, visibleTopic } from "./visible.ts"

/** More would push what is new off a phone's screen. Imports may bring more. */
export const MAX_PINNED = 5

export const PinInput = z.object({ topic: Id, pinned: z.stringbool(), words: Words.optional() })

/**
 * Puts a topic at the top of its category, or lets it go. What is so already stays so.
 * @throws ForumError not-found, forbidden; conflict/too-many-pinned
 */
export function pinTopic(actor: Actor, input: z.output<typeof PinInput>): Promise<TopicScene> {
  return untilSettled(async () => {
    const { topic, category: seen } = await visibleTopic(actor, input.topic, { consistent: true })
    authorize(actor, "topic.pin", { topic })
    const category = await visibleCategory(actor, seen.id, { consistent: true })
    const others = category.pinned.filter((id) => id !== topic.id)
    const isPinned = others.length < category.pinned.length
    if (isPinned === input.pinned) return { topic, category }
    if (input.pinned && others.length >= MAX_PINNED) throw new ForumError("conflict", "too-many-pinned")
    const pinned = input.pinned ? [topic.id, ...others] : others
    const event = { type: input.pinned ? "pinned" : "unpinned", words: input.words } as const
    await commit([setPinned(category, pinned), ...(await loggedFor(requireMember(actor), topic, event))])
    return { topic, category: { ...category, pinned } }
  })
}
