/** Too much mail: what goes over the limits waits for the digest. */
import { isForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { Notification } from "#lib/db/items/notifications.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { Gone, leaveToDigest } from "#lib/db/writes/notifications.ts"
import { spend } from "#lib/limits/spend.ts"

/**
 * Counts a notice, of its author and of all. What one author does too much of does not count against the others.
 * @returns why it does not go out, and then it is left to the digest
 */
export async function whyTooMuch(notification: Notification): Promise<string | undefined> {
  const { user, by } = notification
  try {
    await spend("mail.notices.author", `${user}#${by[0]?.id ?? "nobody"}`)
    await spend("mail.notices", user)
    return undefined
  } catch (error) {
    if (!isForumError(error, "limited")) throw error
    return (await isLeft(notification))
      ? "the member got enough mail for a day: it is left to the digest"
      : "it is gone"
  }
}

/** Leaves it to the digest that collects now. @returns false when it is gone */
export async function isLeft({ user, id }: Pick<Notification, "user" | "id">): Promise<boolean> {
  try {
    await untilSettled(async () => {
      const inbox = await inboxOf(user, { consistent: true })
      await commit(leaveToDigest(id, inbox))
      return inbox
    })
    return true
  } catch (error) {
    if (error instanceof Gone) return false
    throw error
  }
}
