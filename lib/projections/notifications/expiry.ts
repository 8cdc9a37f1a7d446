/** What ran out unread leaves the unread count. */
import { commit } from "#lib/db/commit.ts"
import { isUnread, type Notification } from "#lib/db/items/notifications.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { freshOf, type Place, throughAlso } from "#lib/db/through.ts"
import { countExpired } from "#lib/db/writes/notifications.ts"

/** @param expired in the order of the stream, which is the same for all of one member */
export async function forgetExpired(expired: (Place & { notification: Notification })[]): Promise<void> {
  for (const [user, some] of Map.groupBy(expired, ({ notification }) => notification.user))
    await untilSettled(async () => {
      const inbox = await inboxOf(user, { consistent: true })
      const fresh = freshOf(some, inbox.expiredThrough).filter(({ notification }) =>
        isUnread(notification, inbox),
      )
      if (fresh.length > 0)
        await commit([countExpired(inbox, fresh.length, throughAlso(inbox.expiredThrough, fresh))])
      return inbox
    })
}
