/** Writes of notifications, as those who tell and those who read do them. */
import { nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { countExpired, deleteFanOut, goOnWithFanOut, putFanOut } from "#lib/db/writes/notifications.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import {
  markAllNotificationsRead,
  markNotificationRead,
  readNotificationsUpTo,
} from "#lib/forum/notifications.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { tellLikes } from "#lib/projections/notifications/likes.ts"
import { settleNow } from "#lib/projections/notifications/settling.ts"
import { tell } from "#lib/projections/notifications/telling.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"
import { aFanOut, aNotification } from "./world-notifications.ts"

export async function measureNotificationWrites(
  world: World,
  write: (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const [ann, bob, cid] = world.members.map((user) => memberFrom(user)) as [
    ReturnType<typeof memberFrom>,
    never,
    never,
  ]
  const [topic, category] = [world.topics[0]!, world.categories.find(({ id }) => id === "harbour")!]
  const scene = { post: world.posts[50]!, topic, category }
  const [, read, , , liked] = world.posts as [never, (typeof world.posts)[0], never, never, typeof scene.post]
  await write({ own: "W-50" }, () =>
    tell(
      [bob, cid].map((user: typeof ann) => ({
        scene,
        user: user.id,
        kind: "mention",
        at: scene.post.createdAt,
      })),
    ),
  )
  await write({ own: "W-51" }, () => settleNow({ topic: topic.id, post: scene.post.id }))
  await likePost(bob, { post: liked.id, liked: true })
  await write({ own: "W-52" }, () => tellLikes(liked.id))
  await write({ own: "W-53" }, () => markNotificationRead(ann, { notification: aNotification(ann, read).id }))
  await write({ own: "W-54" }, () => readNotificationsUpTo(ann.id, topic.id, world.posts[12]!.id))
  await write({ own: "W-55" }, () => markAllNotificationsRead(ann))
  const inbox = await inboxOf(ann.id)
  await write({ own: "W-56" }, () => commit([countExpired(inbox, 0, nowIso())]))
  const work = aFanOut(100, scene.post)
  await write({ own: "W-57" }, async () => {
    await commit([putFanOut(work)])
    await commit([goOnWithFanOut(work, work.run)])
    await commit([deleteFanOut(work)])
  })
}
