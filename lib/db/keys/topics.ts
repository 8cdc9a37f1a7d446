/** Keys of topics and tags. */
import { type Key, padded, same } from "./key.ts"

export const topicKey = (category: string, topic: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `TOPIC#${topic}`,
})
/** Beside the rows of a category: those of its topics that nobody has answered, in the order of their beginning. */
export const unansweredKey = (category: string, topic: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `UNANSWERED#${topic}`,
})
export const tagKey = (tag: string): Key => same(`TAG#${tag}`)
export const tagTopicKey = (tag: string, topic: string): Key => ({ PK: `TAG#${tag}`, SK: `TOPIC#${topic}` })
/** All tags, by name. */
export const ALL_TAGS = "TAGS"
export const tagRowKey = (tag: string): Key => ({ PK: ALL_TAGS, SK: `TAG#${tag}` })
/** And by how many topics have them. */
export const tagOrder = (topics: number, tag: string): string => `${padded(topics)}#${tag}`
export const byActivity = (category: string): string => `CATEGORY#${category}`
export const activity = (lastPostAt: string, topic: string): string => `${lastPostAt}#${topic}`
/** The category in which a topic's row lies, read from the row's key. */
export const categoryOf = (key: Key): string => key.PK.slice("CATEGORY#".length)
