/** What a member does with what they were told. What is told, and to whom: lib/projections/notifications. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { isUnread, type Notification } from "#lib/db/items/notifications.ts"
import { inboxOf, notificationAndInbox, unreadUpTo } from "#lib/db/patterns/notifications.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { beginRound } from "#lib/db/writes/notifications.ts"
import { type Actor, requireMember } from "./actor.ts"
import { inboxWrites } from "./inboxes.ts"

const NotificationInput = z.object({ notification: Id })

/** Which button of the inbox was pressed, and on which page of it. */
export const MarkInput = z.object({
  notification: Id.optional(),
  all: z.literal("1").optional(),
  page: z.string().max(100).optional(),
})

/** One of the member's own notifications, as it is. @throws ForumError unauthenticated */
export async function findNotification(
  actor: Actor,
  input: z.output<typeof NotificationInput>,
): Promise<Notification | undefined> {
  const member = requireMember(actor)
  return (await notificationAndInbox(member.id, input.notification)).notification
}

/** Marks one as read. @returns it, or nothing when the member has no such notification. @throws ForumError unauthenticated */
export async function markNotificationRead(
  actor: Actor,
  input: z.output<typeof NotificationInput>,
): Promise<Notification | undefined> {
  const member = requireMember(actor)
  const { found } = await untilSettled(async () => {
    const { notification, inbox } = await notificationAndInbox(member.id, input.notification)
    if (notification && isUnread(notification, inbox))
      await commit(
        inboxWrites({
          inbox,
          changes: [{ before: notification, after: { ...notification, readAt: nowIso() } }],
        }),
      )
    return { found: notification }
  })
  return found
}

/** Marks everything as read that came up to now, at the price of one write. @throws ForumError unauthenticated */
export async function markAllNotificationsRead(actor: Actor): Promise<void> {
  const member = requireMember(actor)
  await untilSettled(async () => {
    const inbox = await inboxOf(member.id, { consistent: true })
    if (inbox.unread > 0) await commit([beginRound(inbox)])
    return inbox
  })
}

/**
 * Marks as read what the member was told about posts of a topic up to the one that they have on the screen; 25 at
 * most, the newest: who has more is far behind, and comes again with the next post.
 */
export async function readNotificationsUpTo(user: string, topic: string, post: string): Promise<void> {
  await untilSettled(async () => {
    const found = await unreadUpTo(user, topic, post)
    const changes = (found?.notifications ?? [])
      .filter((one) => !one.readAt && !one.withdrawn)
      .map((before) => ({ before, after: { ...before, readAt: nowIso() } }))
    if (found) await commit(inboxWrites({ inbox: found.inbox, changes }))
    return changes
  })
}
