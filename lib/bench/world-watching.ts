/** Who keeps up with what in the forum that is measured: full pages of everything, whatever the forum's size. */
import { mintId } from "#lib/base/ids.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { ReadStates } from "#lib/db/items/users.ts"
import {
  Bookmarks,
  CategoryKeepings,
  CategoryWatchers,
  FollowedBys,
  Follows,
  Keepings,
  Mutes,
  TopicWatchers,
} from "#lib/db/items/watching.ts"
import { MAX_MUTES } from "#lib/db/patterns/watching.ts"

const PEOPLE = 120
const CATEGORIES = 30

/** @param ann who keeps up with 30 topics, 30 categories and 120 people, and mutes as many as one can @param ben who has read nothing */
export function watchingItems(
  ann: Person,
  ben: Person,
  topics: Topic[],
  posts: Post[],
): Record<string, unknown>[] {
  const at = topics[0]!.createdAt
  const people = Array.from({ length: MAX_MUTES }, (_, i) => ({ id: mintId(i, `watcher${i}`) }))
  const some = people.slice(0, PEOPLE)
  const states = topics.slice(0, 30).map(({ id, firstPost }) => ({
    ...{ user: ann.id, topic: id, lastRead: posts[1]!.id, lastNumber: 1, updatedAt: at },
    ...{ level: "watching" as const, wrote: firstPost },
  }))
  return [
    ...some.map(({ id }) => TopicWatchers.encode({ topic: topics[0]!.id, user: id, level: "watching", at })),
    ...some.map(({ id }) =>
      CategoryWatchers.encode({ category: "harbour", user: id, level: "watching", at }),
    ),
    ...some.map((one) => FollowedBys.encode({ follower: one, followed: ann, at })),
    ...some.map((one) => Follows.encode({ follower: ann, followed: one, at })),
    ...people.map((muted) => Mutes.encode({ user: ann.id, muted, at })),
    ...states.map((state) => ReadStates.encode(state)),
    CategoryKeepings.encode({
      user: ben.id,
      category: "harbour",
      level: "tracking",
      levelAt: "",
      updatedAt: at,
    }),
    Keepings.encode({ user: ann.id, readThrough: at, updatedAt: at }),
    ...Array.from({ length: CATEGORIES }, (_, i) =>
      CategoryKeepings.encode({
        ...{ user: ann.id, category: i === 0 ? "harbour" : `category-${i}` },
        ...{ level: "tracking", levelAt: at, updatedAt: at },
      }),
    ),
    ...posts
      .slice(0, 25)
      .map(({ id, topic }) => Bookmarks.encode({ user: ann.id, post: id, topic, note: "For winter.", at })),
  ]
}
