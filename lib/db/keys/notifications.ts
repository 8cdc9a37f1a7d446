/** Keys of notifications. */
import type { Key } from "./key.ts"

export const notificationKey = (user: string, id: string): Key => ({
  PK: `USER#${user}`,
  SK: `NOTIFICATION#${id}`,
})
/** How many notifications a member has not read. */
export const inboxKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "INBOX" })
/** What a member was told of the likes of one post of theirs. */
export const likedKey = (user: string, post: string): Key => ({ PK: `USER#${user}`, SK: `LIKED#${post}` })
/** What a member was told of their post being the answer in a topic. */
export const answeredKey = (user: string, topic: string, post: string): Key => ({
  PK: `USER#${user}`,
  SK: `ANSWERED#${topic}#${post}`,
})
/** Who is still to be told, or from whom it is still to be taken back. */
export const fanOutKey = (id: string): Key => ({ PK: "FANOUT", SK: id })
/** Notifications about posts of a topic, in the index by author. */
export const notifiedOf = (topic: string): string => `NOTIFIED#${topic}`
/** A member's unread notifications about a topic, in the index by id. */
export const unreadIn = (user: string, topic: string): string => `UNREAD#${user}#${topic}`
