import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import { byAuthor, byId, removedByAuthor } from "../keys/indexes.ts"
import {
  ALL_TAGS,
  activity,
  byActivity,
  tagKey,
  tagOrder,
  tagRowKey,
  tagTopicKey,
  topicKey,
  unansweredKey,
} from "../keys/topics.ts"
import { entity, Person, Removal } from "./entity.ts"

/** A topic's listing row. Its text is its first post. */
export const TopicSchema = z.object({
  id: z.string(),
  category: z.string(),
  title: z.string(),
  slug: z.string(),
  author: Person,
  firstPost: z.string(),
  /** The beginning of the first post, plain text. */
  excerpt: z.string(),
  tags: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
  /** All posts, the first one and deleted ones included: pages are counted by it. */
  postCount: z.number(),
  likeCount: z.number(),
  lastPostAt: z.string(),
  lastPost: z.object({ id: z.string(), author: Person }),
  /** Up to where in the stream its posts are in its figures; a topic that moves takes it along. */
  appliedThrough: z.string().optional(),
  /** How it was last counted anew and put right. */
  corrected: z.string().optional(),
  /** The saga that is bringing many posts here or away: it says where pages start when it has. */
  moving: z.string().optional(),
  /**
   * While it does so: the earliest post that came or went since it began, from which on it has to say so again; behind all
   * posts when there is none.
   */
  settingAgain: z.string().optional(),
  locked: z.boolean(),
  /** When it closes or opens by itself: from then on it is so, whether or not `locked` says it yet (`isClosed`). */
  timer: z.object({ at: z.string(), locked: z.boolean() }).optional(),
  answer: z
    .object({
      post: z.string(),
      author: Person,
      at: z.string(),
      /** Who accepted it. */
      by: Person.optional(),
    })
    .optional(),
  removed: Removal.optional(),
  /** The topic into which its posts went, and the saga that did it. The row stays, to lead there. */
  merged: z.object({ into: z.string(), saga: z.string() }).optional(),
})
export type Topic = z.output<typeof TopicSchema>

/** A removed topic leaves the list by activity, and that by author for one of its own. */
export const Topics = entity("Topic", TopicSchema, (topic) => ({
  ...topicKey(topic.category, topic.id),
  GSI2PK: byId("TOPIC", topic.id),
  GSI2SK: byId("TOPIC", topic.id),
  GSI1PK: (topic.removed ? removedByAuthor : byAuthor)("TOPIC", topic.author.id),
  GSI1SK: `${topic.createdAt}#${topic.id}`,
  ...(!topic.removed && {
    GSI3PK: byActivity(topic.category),
    GSI3SK: activity(topic.lastPostAt, topic.id),
  }),
}))

/** Whether it takes no replies now. */
export function isClosed({ locked, timer }: Pick<Topic, "locked" | "timer">): boolean {
  return timer && Date.parse(timer.at) <= now() ? timer.locked : locked
}

/** When it closes or opens by itself, while that lies ahead. */
export function timerAhead({ timer }: Pick<Topic, "timer">): Topic["timer"] {
  return timer && Date.parse(timer.at) > now() ? timer : undefined
}

/** A topic that waits for its first reply. A closed one waits for none. */
export function isUnanswered({ postCount, locked, removed, merged }: Topic): boolean {
  return postCount === 1 && !locked && !removed && !merged
}

/** When the page of a topic changed last, as its row tells. */
export const changedAt = ({ updatedAt, lastPostAt }: Topic): string =>
  updatedAt > lastPostAt ? updatedAt : lastPostAt

/** That a topic waits: it is in the list of its category. */
export const UnansweredTopics = entity(
  "UnansweredTopic",
  z.object({ category: z.string(), topic: z.string() }),
  ({ category, topic }) => unansweredKey(category, topic),
)

export const TagTopics = entity(
  "TagTopic",
  z.object({ tag: z.string(), topic: z.string(), category: z.string() }),
  ({ tag, topic }) => tagTopicKey(tag, topic),
)

/** A tag that somebody who may has created. */
export const TagSchema = z.object({
  tag: z.string(),
  createdAt: z.string(),
  /** What staff say of it. */
  description: z.string().optional(),
  /** Which other one is meant where this one is named: it was renamed, or merged into that. */
  into: z.string().optional(),
  /** The saga that takes it off all topics, after which there is none of its name. */
  removing: z.string().optional(),
  /** Of what staff did with it; absent where they did nothing yet. */
  version: z.number().optional(),
})
export type Tag = z.output<typeof TagSchema>
export const Tags = entity("Tag", TagSchema, ({ tag }) => tagKey(tag))

/** A tag in the list of all that there are. It follows from the stream. */
export const TagRowSchema = z.object({
  tag: z.string(),
  description: z.string().optional(),
  /** How many topics have it, of at most MOST_COUNTED. */
  topics: z.number(),
})
export type TagRow = z.output<typeof TagRowSchema>
export const TagRows = entity("TagRow", TagRowSchema, ({ tag, topics }) => ({
  ...tagRowKey(tag),
  ...{ GSI3PK: ALL_TAGS, GSI3SK: tagOrder(topics, tag) },
}))
