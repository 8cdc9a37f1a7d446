/** Access patterns of notifications. */
import * as notifications from "#lib/db/patterns/notifications.ts"
import type { World } from "./world.ts"
import { aNotification } from "./world-notifications.ts"

const ann = (world: World): string => world.members[0]!.id

export const NOTIFICATION_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-13": (world) => notifications.notificationsOf(ann(world)),
  "AP-13b": (world) => notifications.inboxOf(ann(world)),
  "AP-70": (world) =>
    notifications.notificationAndInbox(ann(world), aNotification(world.members[0]!, world.posts[1]!).id),
  "AP-71": (world) => notifications.unreadUpTo(ann(world), world.topics[0]!.id, world.posts[30]!.id),
  "AP-72": (world) =>
    notifications.whatIsThere(
      world.members
        .slice(0, 30)
        .map((user) => ({ user: user.id, id: aNotification(user, world.posts[1]!).id })),
    ),
  "AP-73": (world) => notifications.toldAbout({ topic: world.topics[0]!.id, post: world.posts[0]!.id }),
  "AP-74": () => notifications.listFanOuts(),
  "AP-75": (world) => notifications.likedAndInbox(ann(world), world.posts[0]!.id),
  "AP-75b": (world) => notifications.answeredAndInbox(ann(world), world.posts[0]!.topic, world.posts[0]!.id),
  "AP-76": (world) =>
    notifications.getPosts(world.posts.slice(0, 30).map(({ topic, id }) => ({ topic, id }))),
}
