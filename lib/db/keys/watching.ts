/** Keys of what members keep up with: read marks, levels, follows, mutes, bookmarks. */
import type { Key } from "./key.ts"

export const readKey = (user: string, topic: string): Key => ({ PK: `USER#${user}`, SK: `READ#${topic}` })
/** Whoever watches a topic or a category, so that what happens there finds them. */
export const topicWatcherKey = (topic: string, user: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `WATCHER#${user}`,
})
export const categoryWatcherKey = (category: string, user: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `WATCHER#${user}`,
})
/** What a member keeps up with in general, and (KEEPING#) in one category: one Query brings both. */
export const keepingKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "KEEPING" })
export const categoryKeepingKey = (user: string, category: string): Key => ({
  PK: `USER#${user}`,
  SK: `KEEPING#${category}`,
})
export const followsKey = (user: string, followed: string): Key => ({
  PK: `USER#${user}`,
  SK: `FOLLOWS#${followed}`,
})
export const followedByKey = (user: string, follower: string): Key => ({
  PK: `USER#${user}`,
  SK: `FOLLOWED_BY#${follower}`,
})
export const mutesKey = (user: string, muted: string): Key => ({ PK: `USER#${user}`, SK: `MUTES#${muted}` })
export const bookmarkKey = (user: string, post: string): Key => ({
  PK: `USER#${user}`,
  SK: `BOOKMARK#${post}`,
})
/** Topics that a member watches, tracks or has bookmarked, by when they were last in them (GSI3). */
export const byWatching = (user: string): string => `WATCHING#${user}`
/** Topics in which a member wrote, by when they last did (GSI1). */
export const byWriting = (user: string): string => `WROTE#${user}`
/** A member's bookmarks by when they were set (GSI3). */
export const byBookmarking = (user: string): string => `BOOKMARKS#${user}`
/** Who watches what, read from the key of a watcher. */
export function watchedBy({ PK, SK }: Key): { user: string; topic?: string; category?: string } {
  const user = SK.slice("WATCHER#".length)
  const isTopic = PK.startsWith("TOPIC#")
  return isTopic
    ? { user, topic: PK.slice("TOPIC#".length) }
    : { user, category: PK.slice("CATEGORY#".length) }
}
