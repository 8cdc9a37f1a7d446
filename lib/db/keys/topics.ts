/** Keys of topics and tags. */
import { type Key, same } from "./key.ts"

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
export const byActivity = (category: string): string => `CATEGORY#${category}`
export const activity = (lastPostAt: string, topic: string): string => `${lastPostAt}#${topic}`
/** The category in which a topic's row lies, read from the row's key. */
export const categoryOf = (key: Key): string => key.PK.slice("CATEGORY#".length)
