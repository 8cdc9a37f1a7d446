/** Keys of posts, and of what belongs to one: revisions, reactions, the marks of pages. */
import { isoOf } from "#lib/base/ids.ts"
import { type Key, padded } from "./key.ts"

/** A post's sort key is rebuilt from its id alone: the id carries the time. */
export const postKey = (topic: string, post: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `POST#${isoOf(post)}#${post}`,
})
export const pageKey = (topic: string, n: number): Key => ({ PK: `TOPIC#${topic}`, SK: `PAGE#${padded(n)}` })
/** The same mark seen from the post: the page on which a post lies is the last mark not after it. */
export const pageStartKey = (topic: string, post: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `START#${isoOf(post)}#${post}`,
})
export const revisionKey = (post: string, n: number): Key => ({
  PK: `POST#${post}`,
  SK: `REVISION#${padded(n)}`,
})
export const reactionKey = (post: string, user: string): Key => ({
  PK: `POST#${post}`,
  SK: `REACTION#${user}`,
})
/** The topic in which a post lies, read from the post's key. */
export const topicOf = (key: Key): string => key.PK.slice("TOPIC#".length)
