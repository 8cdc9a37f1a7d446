import { getMany } from "../batch.ts"
import { type ReadState, ReadStates, Users } from "../items/users.ts"
import {
  type CategoryKeeping,
  CategoryKeepings,
  CategoryWatchers,
  type Follow,
  FollowedBys,
  Follows,
  type Keeping,
  Keepings,
  type Level,
  type Mute,
  Mutes,
  TopicWatchers,
  type Watcher,
} from "../items/watching.ts"
import type { Key } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { userKey } from "../keys/users.ts"
import {
  categoryKeepingKey,
  categoryWatcherKey,
  followedByKey,
  followsKey,
  keepingKey,
  mutesKey,
  readKey,
  topicWatcherKey,
} from "../keys/watching.ts"
import { query, queryAll, type Raw } from "../query.ts"

/** Some of a long list of people; `next` is the `after` of those that follow. */
export type Some<T> = { items: T[]; next?: string }

const WATCHERS_AT_ONCE = 100
const FOLLOWS_PER_PAGE = 50

/** Nobody mutes more people than this; a list is filtered by the first so many. */
export const MAX_MUTES = 300

/** AP-14: who watches a topic or a category (level "watching" alone), by the ids of the members, 100 at a time. */
export async function watchersOf(
  place: { topic: string } | { category: string },
  after?: string,
): Promise<Some<Watcher>> {
  const keyOf = (user: string): Key =>
    "topic" in place ? topicWatcherKey(place.topic, user) : categoryWatcherKey(place.category, user)
  const watchers = "topic" in place ? TopicWatchers : CategoryWatchers
  return someOf(keyOf, PREFIX.watcher, after, WATCHERS_AT_ONCE, (items) =>
    (watchers.readAll(items) as Watcher[]).map(({ user, level, at }) => ({ user, level, at })),
  )
}

/** AP-60: who follows a member, 50 at a time. */
export async function followersOf(user: string, after?: string): Promise<Some<Follow>> {
  const keyOf = (follower: string): Key => followedByKey(user, follower)
  return someOf(keyOf, PREFIX.followedBy, after, FOLLOWS_PER_PAGE, FollowedBys.readAll)
}

/** AP-60b: whom a member follows, 50 at a time. */
export async function followedOf(user: string, after?: string): Promise<Some<Follow>> {
  const keyOf = (followed: string): Key => followsKey(user, followed)
  return someOf(keyOf, PREFIX.follows, after, FOLLOWS_PER_PAGE, Follows.readAll)
}

/** AP-61: whom a member has muted; all of them, at most 300. */
export async function mutesOf(user: string): Promise<Mute[]> {
  const { PK } = mutesKey(user, "")
  return Mutes.readAll(await queryAll({ pk: PK, beginsWith: PREFIX.mutes, limit: MAX_MUTES }))
}

/** AP-62: what a member keeps up with in general, and by category. */
export async function keepingOf(
  user: string,
  { consistent = false } = {},
): Promise<{ general?: Keeping; categories: CategoryKeeping[] }> {
  const { PK, SK } = keepingKey(user)
  const items = await queryAll({ pk: PK, beginsWith: PREFIX.keeping, limit: MAX_CATEGORIES, consistent })
  const general = items.find((item) => item.SK === SK)
  return {
    ...(general && { general: Keepings.decode(general) }),
    categories: CategoryKeepings.readAll(items.filter((item) => item !== general)),
  }
}

/** More categories than any forum has. */
const MAX_CATEGORIES = 1000

/** AP-62b: what decides what follows by itself when a member writes in a topic, consistent. */
export async function writerIn(
  writer: string,
  { topic, category, parent }: { topic: string; category: string; parent?: string | undefined },
): Promise<{
  isMember: boolean
  state?: ReadState
  general?: Keeping
  /** In the category, and in the one above it. */
  inCategories: (CategoryKeeping | undefined)[]
}> {
  const keys = [
    userKey(writer),
    readKey(writer, topic),
    keepingKey(writer),
    ...categoryAndParent(category, parent).map((id) => categoryKeepingKey(writer, id)),
  ]
  const [member, state, general, ...inCategories] = await getMany(keys, { consistent: true })
  const user = Users.read(member)
  return {
    isMember: user !== undefined && user.leftAt === undefined,
    state: ReadStates.read(state),
    general: Keepings.read(general),
    inCategories: inCategories.map((item) => CategoryKeepings.read(item)),
  }
}

const categoryAndParent = (category: string, parent: string | undefined): string[] =>
  parent === undefined ? [category] : [category, parent]

/** What one member thinks of a place and of whoever wrote there. */
export type Stance = {
  user: string
  /** The topic's own level, else its category's, else that of the category above, else normal. */
  level: Level
  /** Whether they have muted the author. */
  mutesAuthor: boolean
  state?: ReadState
}

/**
 * AP-63: how each of `users` (at most 33 at once) stands to a topic and to who wrote in it: what decides whether
 * they are told. Consistent, because a mute counts from the moment it was set.
 */
export async function stancesOf(
  users: string[],
  {
    topic,
    category,
    parent,
    author,
  }: { topic: string; category: string; parent?: string | undefined; author: string },
): Promise<Stance[]> {
  const categories = categoryAndParent(category, parent)
  const keys = users.flatMap((user) => [
    readKey(user, topic),
    mutesKey(user, author),
    ...categories.map((id) => categoryKeepingKey(user, id)),
  ])
  const items = await getMany(keys, { consistent: true })
  const each = 2 + categories.length
  return users.map((user, i) => {
    const [item, mute, ...kept] = items.slice(each * i, each * (i + 1))
    const state = ReadStates.read(item)
    const levels = [state, ...kept.map((one) => CategoryKeepings.read(one))].map((one) => one?.level)
    const level = levels.find((one) => one !== undefined) ?? "normal"
    return { user, level, mutesAuthor: mute !== undefined, ...(state && { state }) }
  })
}

/** AP-64: whether a member follows or has muted another; consistent, for the form that changes it. */
export async function relationTo(user: string, other: string): Promise<{ follows: boolean; mutes: boolean }> {
  const [follow, mute] = await getMany([followsKey(user, other), mutesKey(user, other)], { consistent: true })
  return { follows: follow !== undefined, mutes: mute !== undefined }
}

async function someOf<T>(
  keyOf: (id: string) => Key,
  prefix: string,
  after: string | undefined,
  limit: number,
  read: (items: Raw[]) => T[],
): Promise<Some<T>> {
  const { items, last } = await query({
    pk: keyOf("").PK,
    beginsWith: prefix,
    limit,
    ...(after && { after: keyOf(after) }),
  })
  return { items: read(items), ...(last && { next: last.SK!.slice(prefix.length) }) }
}
