/** What members were told in the forum that is measured: full pages of everything, whatever the forum's size. */
import { mintId, timeOf } from "#lib/base/ids.ts"
import type { Person } from "#lib/db/items/entity.ts"
import {
  Answereds,
  type FanOut,
  FanOuts,
  Inboxes,
  Likeds,
  type Notification,
  Notifications,
} from "#lib/db/items/notifications.ts"
import type { Post } from "#lib/db/items/posts.ts"

const ROUND = 3
const FOREVER = 4_102_444_800

/** @param ann who was told of 40 posts of the long topic and has read none; 60 others were told of its first */
export function notificationItems(ann: Person, posts: Post[]): Record<string, unknown>[] {
  const others = Array.from({ length: 60 }, (_, i) => ({ id: mintId(i, `told${i}`), name: `told-${i}` }))
  return [
    ...posts.slice(0, 40).map((post) => Notifications.encode(aNotification(ann, post))),
    ...others.map((one) => Notifications.encode(aNotification(one, posts[0]!))),
    Inboxes.encode({ user: ann.id, unread: 40, round: ROUND }),
    ...others.map(({ id }) => Inboxes.encode({ user: id, unread: 1, round: ROUND })),
    ...Array.from({ length: 25 }, (_, i) => FanOuts.encode(aFanOut(i, posts[0]!))),
    Answereds.encode({
      ...{ user: ann.id, topic: posts[0]!.topic, post: posts[0]!.id },
      ...{ notification: aNotification(ann, posts[0]!).id, expiresAt: FOREVER },
    }),
    Likeds.encode({
      ...{ user: ann.id, post: posts[0]!.id, notification: aNotification(ann, posts[0]!).id },
      ...{ lastAt: posts[0]!.createdAt, expiresAt: FOREVER },
    }),
  ]
}

/** About 0.8 kB as an item. */
export function aNotification({ id: user }: Person, post: Post): Notification {
  return {
    ...{ id: mintId(timeOf(post.id), `${user}#${post.id}`), user, kind: "watched-topic", count: 1 },
    ...{ category: "harbour", topic: post.topic, post: post.id, by: [post.author], round: ROUND },
    ...{ title: "Where do the boats go in winter?", createdAt: post.createdAt, expiresAt: FOREVER },
  }
}

/** Work that is not due. */
export function aFanOut(i: number, { id, topic, createdAt }: Post): FanOut {
  return {
    ...{ id: `settle#${topic}#${id}#${i}`, work: { kind: "settle-topic", topic, post: id }, step: 0 },
    ...{ run: id, notBefore: FOREVER * 1000, createdAt },
  }
}
