/** Whom a post may concern, and why. Whether they want to hear of it, and may see it: telling.ts. */
import { mintId, timeOf } from "#lib/base/ids.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { NotificationKind } from "#lib/db/items/notifications.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { followersOf, type Some, watchersOf } from "#lib/db/patterns/watching.ts"

export type Scene = { post: Post; topic: Topic; category: Category }

/** Somebody who may be told of a post. */
export type Concerned = {
  scene: Scene
  user: string
  kind: NotificationKind
  /** When it came to concern them: ISO 8601. */
  at: string
}

/**
 * Those whom the post itself concerns: at most a few.
 * @param written the post as it was written: whom an edit named since is told of the edit
 */
export function namedIn(scene: Scene, written: Post): Concerned[] {
  const { topic } = scene
  const kinds: [NotificationKind, string[]][] = [
    ["mention", written.mentions ?? []],
    ["quote", written.quotes ?? []],
    ["reply", written.replyTo ? [written.replyTo.author.id] : []],
    ["own-topic", written.id === topic.firstPost ? [] : [topic.author.id]],
  ]
  return kinds.flatMap(([kind, users]) => users.map((user) => ({ scene, user, kind, at: written.createdAt })))
}

/** Those who are named in a post since it was edited. */
export function newlyNamedIn(scene: Scene, before: Post): Concerned[] {
  const { post } = scene
  // Who was named before names were kept cannot be told from who is named now.
  if (!before.mentions || !before.quotes || !post.editedAt) return []
  const told = new Set([...before.mentions, ...before.quotes])
  const at = post.editedAt
  const newly = (kind: NotificationKind, users: string[] = []): Concerned[] =>
    users.filter((user) => !told.has(user)).map((user) => ({ scene, user, kind, at }))
  return [...newly("mention", post.mentions), ...newly("quote", post.quotes)]
}

/** How lists of people are read. */
export type Lists = { watchersOf: typeof watchersOf; followersOf: typeof followersOf }
const LISTS: Lists = { watchersOf, followersOf }

/** Each list's first piece is read once: for posts that were all there before it is read. */
export function readOnce(): Lists {
  const read = new Map<string, Promise<unknown>>()
  const once = <T>(name: string, first: () => Promise<T>): Promise<T> => {
    if (!read.has(name)) read.set(name, first())
    return read.get(name) as Promise<T>
  }
  return {
    watchersOf: (place, after) =>
      after ? watchersOf(place, after) : once(JSON.stringify(place), () => watchersOf(place)),
    followersOf: (user, after) => (after ? followersOf(user, after) : once(user, () => followersOf(user))),
  }
}

/** A long list of people, read in pieces. */
export type Crowd = (scene: Scene, after?: string, lists?: Lists) => Promise<Some<Concerned>>

/** Who watched before the post was written is told of it; who is named in it is told of that. */
const crowd =
  (
    kind: NotificationKind,
    read: (lists: Lists, scene: Scene, after?: string) => Promise<Some<{ user: string; at: string }>>,
  ): Crowd =>
  async (scene, after, lists = LISTS) => {
    const { items, next } = await read(lists, scene, after)
    const { createdAt, mentions = [], quotes = [] } = scene.post
    const named = new Set([...mentions, ...quotes])
    return {
      items: items
        .filter(({ user, at }) => at <= createdAt && !named.has(user))
        .map(({ user }) => ({ scene, user, kind, at: createdAt })),
      ...(next && { next }),
    }
  }

const topicWatchers = crowd("watched-topic", ({ watchersOf }, { topic }, after) =>
  watchersOf({ topic: topic.id }, after),
)
const categoryWatchers = crowd("watched-category", ({ watchersOf }, { category }, after) =>
  watchersOf({ category: category.id }, after),
)
/** A sub-category is watched by who watches the category above it, unless they chose otherwise for it. */
const parentWatchers = crowd("watched-category", async ({ watchersOf }, { category: { parent } }, after) =>
  parent === undefined ? { items: [] } : watchersOf({ category: parent }, after),
)
const nobody: Crowd = async () => ({ items: [] })
const followers = crowd("followed", async ({ followersOf }, { post }, after) => {
  const { items, next } = await followersOf(post.author.id, after)
  return { items: items.map(({ follower, at }) => ({ user: follower.id, at })), ...(next && { next }) }
})

/** The long lists whom a post concerns, in the order in which they count. */
export function crowdsOf({ post, topic }: Scene): [Crowd, Crowd, Crowd] {
  return post.id === topic.firstPost
    ? [categoryWatchers, parentWatchers, followers]
    : [topicWatchers, nobody, followers]
}

/** The same for the same receiver and post, so that who is told twice is told once. @param at absent: when it was written */
export function notificationId(user: string, post: string, at?: string): string {
  return mintId(at ? Date.parse(at) : timeOf(post), `${user}#${post}`)
}
