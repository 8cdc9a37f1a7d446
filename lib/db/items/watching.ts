/** What members keep up with: topics, categories and each other. A member's own state in a topic: users.ts. */
import { z } from "zod"
import { timed } from "../keys/key.ts"
import {
  bookmarkKey,
  byBookmarking,
  categoryKeepingKey,
  categoryWatcherKey,
  followedByKey,
  followsKey,
  keepingKey,
  mutesKey,
  topicWatcherKey,
} from "../keys/watching.ts"
import { entity } from "./entity.ts"

/**
 * Watching: told of every post. Tracking: new posts are counted and listed. Normal: told only when addressed.
 * Muted: told of nothing, and left out of the member's own lists.
 */
export const Level = z.enum(["watching", "tracking", "normal", "muted"])
export type Level = z.output<typeof Level>

/** Whoever watches; those who only track or mute are in their own items alone. */
export const WatcherSchema = z.object({ user: z.string(), level: Level, at: z.string() })
export type Watcher = z.output<typeof WatcherSchema>

export const TopicWatchers = entity("Watcher", WatcherSchema.extend({ topic: z.string() }), (watcher) =>
  topicWatcherKey(watcher.topic, watcher.user),
)
export const CategoryWatchers = entity("Watcher", WatcherSchema.extend({ category: z.string() }), (watcher) =>
  categoryWatcherKey(watcher.category, watcher.user),
)

/** What a member wants in general. */
export const KeepingSchema = z.object({
  user: z.string(),
  /** The level that a topic gets by itself when the member starts it, or replies in it; absent: the usual. */
  started: Level.optional(),
  replied: Level.optional(),
  /** Everything posted up to then counts as read: ISO 8601. */
  readThrough: z.string().optional(),
  updatedAt: z.string(),
})
export type Keeping = z.output<typeof KeepingSchema>
export const Keepings = entity("Keeping", KeepingSchema, ({ user }) => keepingKey(user))

/** A member's state in a category. */
export const CategoryKeepingSchema = z.object({
  user: z.string(),
  category: z.string(),
  level: Level.optional(),
  /** Since when it has this level: what was posted before is no news. */
  levelAt: z.string().optional(),
  readThrough: z.string().optional(),
  updatedAt: z.string(),
})
export type CategoryKeeping = z.output<typeof CategoryKeepingSchema>
export const CategoryKeepings = entity("CategoryKeeping", CategoryKeepingSchema, ({ user, category }) =>
  categoryKeepingKey(user, category),
)

/** By id alone: names change, and members leave. */
const Someone = z.object({ id: z.string() })

/** One member follows another: kept from both ends, in one transaction. */
export const FollowSchema = z.object({ follower: Someone, followed: Someone, at: z.string() })
export type Follow = z.output<typeof FollowSchema>
export const Follows = entity("Follow", FollowSchema, ({ follower, followed }) =>
  followsKey(follower.id, followed.id),
)
export const FollowedBys = entity("FollowedBy", FollowSchema, ({ follower, followed }) =>
  followedByKey(followed.id, follower.id),
)

/** A member wants to hear nothing of another. */
export const MuteSchema = z.object({ user: z.string(), muted: Someone, at: z.string() })
export type Mute = z.output<typeof MuteSchema>
export const Mutes = entity("Mute", MuteSchema, ({ user, muted }) => mutesKey(user, muted.id))

/** A bookmarked post; a topic's bookmark is that of its first post. */
export const BookmarkSchema = z.object({
  user: z.string(),
  post: z.string(),
  /** Where the post lay then: it may have moved. */
  topic: z.string(),
  note: z.string().optional(),
  at: z.string(),
  /** Taken away, and kept a while so that it can be brought back as it was. */
  removedAt: z.string().optional(),
  expiresAt: z.number().optional(),
})
export type Bookmark = z.output<typeof BookmarkSchema>
export const Bookmarks = entity("Bookmark", BookmarkSchema, (bookmark) => ({
  ...bookmarkKey(bookmark.user, bookmark.post),
  ...(!bookmark.removedAt && {
    GSI3PK: byBookmarking(bookmark.user),
    GSI3SK: timed(bookmark.at, bookmark.post),
  }),
}))
