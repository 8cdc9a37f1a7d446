/** What members were told, and how they stand to places and people, for tests of telling. */
import { expect } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { isUnread, type Notification } from "#lib/db/items/notifications.ts"
import { ReadStates } from "#lib/db/items/users.ts"
import {
  CategoryKeepings,
  CategoryWatchers,
  FollowedBys,
  Follows,
  type Level,
  Mutes,
  TopicWatchers,
} from "#lib/db/items/watching.ts"
import { inboxOf, notificationsOf } from "#lib/db/patterns/notifications.ts"
import type { Member } from "#lib/forum/actor.ts"
import { personOf } from "#lib/forum/actor.ts"

const put = (item: Record<string, unknown>): Write => ({ kind: "put", item })

/** Puts a member into a relation to a topic. */
export async function standToTopic({ id: user }: Member, topic: string, level: Level): Promise<void> {
  const at = nowIso()
  await commit([
    put(ReadStates.encode({ user, topic, level, chosen: true, updatedAt: at })),
    ...(level === "watching" ? [put(TopicWatchers.encode({ user, topic, level, at }))] : []),
  ])
}

export async function standToCategory({ id: user }: Member, category: string, level: Level): Promise<void> {
  const at = nowIso()
  await commit([
    put(CategoryKeepings.encode({ user, category, level, levelAt: at, updatedAt: at })),
    ...(level === "watching" ? [put(CategoryWatchers.encode({ user, category, level, at }))] : []),
  ])
}

export async function follow(follower: Member, followed: Member): Promise<void> {
  const one = { follower: personOf(follower), followed: personOf(followed), at: nowIso() }
  await commit([put(Follows.encode(one)), put(FollowedBys.encode(one))])
}

export async function mute({ id: user }: Member, muted: Member): Promise<void> {
  await commit([put(Mutes.encode({ user, muted: personOf(muted), at: nowIso() }))])
}

/** Everything that a member was told and sees, newest first; the unread count is held against it. */
export async function toldTo({ id }: Member): Promise<Notification[]> {
  const { items } = await notificationsOf(id)
  await expectExact(id)
  return items
}

/** Kinds of what a member was told, the newest first. */
export async function kindsTold(member: Member): Promise<string[]> {
  return (await toldTo(member)).map(({ kind }) => kind)
}

/** The inbox says how many are unread, exactly. */
async function expectExact(user: string): Promise<void> {
  const inbox = await inboxOf(user, { consistent: true })
  let unread = 0
  for (let cursor: Parameters<typeof notificationsOf>[1] | null = undefined; cursor !== null; ) {
    const page = await notificationsOf(user, cursor, { withdrawn: true })
    unread += page.items.filter((one) => isUnread(one, inbox)).length
    cursor = page.older ?? null
  }
  expect(inbox.unread).toBe(unread)
}

export async function unreadOf({ id }: Member): Promise<number> {
  await expectExact(id)
  return (await inboxOf(id, { consistent: true })).unread
}
