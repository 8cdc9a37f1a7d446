/** What ran out unread leaves the unread count. */
import { commit } from "#lib/db/commit.ts"
import { isUnread, type Notification } from "#lib/db/items/notifications.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { countExpired } from "#lib/db/writes/notifications.ts"

/** @param expired in the order of the stream, which is the same for all of one member */
export async function forgetExpired(
  expired: { notification: Notification; sequence: string }[],
): Promise<void> {
  for (const [user, some] of Map.groupBy(expired, ({ notification }) => notification.user))
    await untilSettled(async () => {
      const inbox = await inboxOf(user, { consistent: true })
      const { expiredThrough = "" } = inbox
      const fresh = some.filter(
        ({ notification, sequence }) => sequence > expiredThrough && isUnread(notification, inbox),
      )
      const last = fresh.at(-1)
      if (last) await commit([countExpired(inbox, fresh.length, last.sequence)])
      return inbox
    })
}
