/** What members were told, from the side of the receiver and from that of what it is about. */
import { isoOf } from "#lib/base/ids.ts"
import type { Cursor, Page } from "#lib/base/page.ts"
import { get, getMany } from "../batch.ts"
import {
  type Answered,
  Answereds,
  type FanOut,
  FanOuts,
  type Inbox,
  Inboxes,
  type Liked,
  Likeds,
  type Notification,
  Notifications,
} from "../items/notifications.ts"
import { type Post, Posts } from "../items/posts.ts"
import { ALL_TIMES, all } from "../keys/key.ts"
import {
  answeredKey,
  fanOutKey,
  inboxKey,
  likedKey,
  notificationKey,
  notifiedOf,
  unreadIn,
} from "../keys/notifications.ts"
import { postKey } from "../keys/posts.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query, type Raw } from "../query.ts"
import { pageOf } from "./lists.ts"

const NOTIFICATIONS_PER_PAGE = 30
/** How many are marked as read by one reading. */
const READ_AT_ONCE = 25
const TOLD_AT_ONCE = 50

/** What ran out stays until DynamoDB deletes it: only then does the inbox count it no longer. */
const present = (item: Raw | undefined): Notification | undefined => item && Notifications.decode(item)

const inboxFrom = (user: string, item: Raw | undefined): Inbox =>
  Inboxes.read(item) ?? { user, unread: 0, round: 0 }

/** AP-13: what a member was told, newest first; what is withdrawn only when asked for. */
export async function notificationsOf(
  user: string,
  cursor?: Cursor,
  { withdrawn = false, consistent = false } = {},
): Promise<Page<Notification>> {
  return pageOf<Notification>(
    {
      pk: notificationKey(user, "").PK,
      consistent,
      within: all(PREFIX.notification),
      size: NOTIFICATIONS_PER_PAGE,
      sortOf: ({ id }) => notificationKey(user, id).SK,
      boundaryOf: ({ id }) => ({ time: isoOf(id), id }),
      read: (items) =>
        items.map((item) => Notifications.decode(item)).filter((one) => withdrawn || !one.withdrawn),
    },
    cursor,
  )
}

/** AP-13b: how many notifications a member has not read. */
export async function inboxOf(user: string, { consistent = false } = {}): Promise<Inbox> {
  return inboxFrom(user, await get(inboxKey(user), { consistent }))
}

/** AP-70: one notification with its inbox, consistently. */
export async function notificationAndInbox(
  user: string,
  id: string,
): Promise<{ notification?: Notification; inbox: Inbox }> {
  const keys = [notificationKey(user, id), inboxKey(user)]
  const [item, inbox] = await getMany(keys, { consistent: true })
  return { notification: present(item), inbox: inboxFrom(user, inbox) }
}

/** AP-71: the newest 25 notifications about posts of a topic up to one, of those that the index holds as unread. */
export async function unreadUpTo(
  user: string,
  topic: string,
  post: string,
): Promise<{ notifications: Notification[]; inbox: Inbox } | undefined> {
  const { items } = await query({
    index: "GSI2",
    pk: unreadIn(user, topic),
    between: [ALL_TIMES[0], all(post)[1]],
    descending: true,
    limit: READ_AT_ONCE,
  })
  if (items.length === 0) return undefined
  const [inbox, ...found] = await getMany([inboxKey(user), ...items], { consistent: true })
  return {
    notifications: found.map(present).filter((one) => one !== undefined),
    inbox: inboxFrom(user, inbox),
  }
}

/** AP-72: what is there of some notifications of different members, and their inboxes; at most 50 at once. */
export async function whatIsThere(
  wanted: { user: string; id: string }[],
  { consistent = false } = {},
): Promise<{ notification?: Notification; inbox: Inbox }[]> {
  const keys = wanted.flatMap(({ user, id }) => [notificationKey(user, id), inboxKey(user)])
  const items = await getMany(keys, { consistent })
  return wanted.map(({ user }, i) => ({
    notification: present(items[2 * i]),
    inbox: inboxFrom(user, items[2 * i + 1]),
  }))
}

/** AP-73: who was told about a topic, or about one post of it: notifications, 50 at a time, consistently. */
export async function toldAbout(
  { topic, post }: { topic: string; post?: string },
  after?: string,
): Promise<{ items: Notification[]; next?: string }> {
  const { items, last } = await query({
    index: "GSI1",
    pk: notifiedOf(topic),
    between: post ? all(`${post}#`) : ALL_TIMES,
    limit: TOLD_AT_ONCE,
    ...(after && { after: JSON.parse(after) as Record<string, string> }),
  })
  const found = await getMany(items, { consistent: true })
  return {
    items: found.map(present).filter((one) => one !== undefined),
    ...(last && { next: JSON.stringify(last) }),
  }
}

/** AP-74: what is still to be told or taken back, 25 of it, consistently. */
export async function listFanOuts(after?: string): Promise<FanOut[]> {
  const { PK } = fanOutKey("")
  const { items } = await query({
    pk: PK,
    limit: 25,
    consistent: true,
    ...(after && { after: fanOutKey(after) }),
  })
  return FanOuts.readAll(items)
}

/** AP-75: what tells a member that a post of theirs is liked, with their inbox, consistently. */
export async function likedAndInbox(user: string, post: string): Promise<{ liked?: Liked; inbox: Inbox }> {
  const [liked, inbox] = await getMany([likedKey(user, post), inboxKey(user)], { consistent: true })
  return { liked: Likeds.read(liked), inbox: inboxFrom(user, inbox) }
}

/** AP-75b: what tells a member that a post of theirs is the answer in a topic, with their inbox, consistently. */
export async function answeredAndInbox(
  user: string,
  topic: string,
  post: string,
): Promise<{ answered?: Answered; inbox: Inbox }> {
  const [answered, inbox] = await getMany([answeredKey(user, topic, post), inboxKey(user)], {
    consistent: true,
  })
  return { answered: Answereds.read(answered), inbox: inboxFrom(user, inbox) }
}

/** AP-76: posts by their places, at most 50, consistently: undefined where a post is not there. */
export async function getPosts(places: { topic: string; id: string }[]): Promise<(Post | undefined)[]> {
  const items = await getMany(
    places.map(({ topic, id }) => postKey(topic, id)),
    { consistent: true },
  )
  return items.map((item) => Posts.read(item))
}
