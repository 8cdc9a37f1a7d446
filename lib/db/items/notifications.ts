/** What members are told, how much of it they have not seen, and the telling that is still under way. */
import { z } from "zod"
import {
  answeredKey,
  fanOutKey,
  inboxKey,
  likedKey,
  notificationKey,
  notifiedOf,
  unreadIn,
} from "../keys/notifications.ts"
import { entity, Person } from "./entity.ts"

/** What happened in a moderation case to whom it concerns. */
export const CaseNews = z.enum([
  "hidden",
  "restored",
  /** Their appeal changed nothing. */
  "upheld",
  /** Their report was looked at: with effect, or without. */
  "acted",
  "dismissed",
  "answered",
  /** Their text waited for approval. */
  "approved",
  "rejected",
  /** What staff did with their topic, where there is something to say about it. */
  "changed",
  /** What staff did to them. */
  "warned",
  "silenced",
  "suspended",
  "lifted",
])
export type CaseNews = z.output<typeof CaseNews>

/** Why somebody is told of a post; the first that fits, in this order, because one is told of a post once. */
export const NotificationKind = z.enum([
  /** Named with an @ in the post. */
  "mention",
  /** Quoted in it. */
  "quote",
  /** Their post is answered. */
  "reply",
  /** A post in a topic that they began. */
  "own-topic",
  "watched-topic",
  /** A new topic in a category that they watch. */
  "watched-category",
  /** Something by a member whom they follow. */
  "followed",
  /** Their reply was accepted as the answer. */
  "answer",
  /** Their post is liked: one notification however many like it. */
  "like",
  /** What moderators decided about their post, their report or their message. */
  "moderation",
])
export type NotificationKind = z.output<typeof NotificationKind>

export const NotificationSchema = z.object({
  /** A ULID that follows from receiver, post and kind: who is told twice is told once. */
  id: z.string(),
  /** The receiver. */
  user: z.string(),
  kind: NotificationKind,
  /** Where the post was then: it may have been moved. */
  category: z.string(),
  topic: z.string(),
  post: z.string(),
  /** Who did it, the latest first; of likes at most three. */
  by: z.array(Person),
  /** How many did it. */
  count: z.number(),
  /** The topic's title then. */
  title: z.string(),
  createdAt: z.string(),
  /** Unread while it is absent and `round` is that of the inbox: see Inbox. */
  readAt: z.string().optional(),
  /** The inbox's round when it came. */
  round: z.number(),
  /** The inbox's issue when it came: the digest of that number tells of it. Absent in the first. */
  issue: z.number().optional(),
  /** There was too much mail to tell of it at once: it is in the digest in place of a mail of its own. */
  forDigest: z.literal(true).optional(),
  /** Out of sight while what it is about is hidden, or not for the receiver. */
  withdrawn: z.literal(true).optional(),
  /** Of the kind `moderation`, which is about a case and no post: `topic` and `post` are its id. */
  case: z.object({ id: z.string(), news: CaseNews, words: z.string().optional() }).optional(),
  expiresAt: z.number(),
})
export type Notification = z.output<typeof NotificationSchema>

/** By topic and post for who withdraws it; while nobody has read it, by receiver and topic for who reads there. */
export const Notifications = entity("Notification", NotificationSchema, (one) => ({
  ...notificationKey(one.user, one.id),
  GSI1PK: notifiedOf(one.topic),
  GSI1SK: `${one.post}#${one.user}`,
  ...unreadKeys(one),
}))

/** The index keys of a notification that may be marked as read by reading. */
function unreadKeys(one: Pick<Notification, "user" | "topic" | "post" | "id" | "readAt" | "withdrawn">): {
  GSI2PK?: string
  GSI2SK?: string
} {
  if (one.readAt || one.withdrawn) return {}
  return { GSI2PK: unreadIn(one.user, one.topic), GSI2SK: `${one.post}#${one.id}` }
}

/**
 * How many notifications a member has not read. All at once are read by a new round: what came in an older one
 * counts as read, so that it costs one write however many they are.
 */
export const InboxSchema = z.object({
  user: z.string(),
  unread: z.number(),
  round: z.number(),
  /** The number of the digest that collects what comes now; absent before the first. */
  issue: z.number().optional(),
  /** Up to which change of the stream it is counted what ran out unread. */
  expiredThrough: z.string().optional(),
})
export type Inbox = z.output<typeof InboxSchema>
export const Inboxes = entity("Inbox", InboxSchema, ({ user }) => inboxKey(user))

/** Whether the inbox counts it. */
export function isUnread(
  one: Pick<Notification, "readAt" | "withdrawn" | "round">,
  { round }: Pick<Inbox, "round">,
): boolean {
  return !one.readAt && !one.withdrawn && one.round === round
}

/** Which notification tells the author of a post that it is liked. */
export const LikedSchema = z.object({
  user: z.string(),
  post: z.string(),
  notification: z.string(),
  /** When the newest like came that it tells of. */
  lastAt: z.string(),
  expiresAt: z.number(),
})
export type Liked = z.output<typeof LikedSchema>
export const Likeds = entity("Liked", LikedSchema, ({ user, post }) => likedKey(user, post))

/** Which notification tells the author of a post that it is the answer in a topic: one, however often it is accepted. */
export const AnsweredSchema = z.object({
  user: z.string(),
  topic: z.string(),
  post: z.string(),
  notification: z.string(),
  expiresAt: z.number(),
})
export type Answered = z.output<typeof AnsweredSchema>
export const Answereds = entity("Answered", AnsweredSchema, ({ user, topic, post }) =>
  answeredKey(user, topic, post),
)

/** Telling many, or taking back from many, done in pieces; deleted when done. */
export const FanOutSchema = z.object({
  id: z.string(),
  /** `tell` those who watch; `settle` what was told with what may be seen now. */
  work: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("tell"), post: z.string() }),
    /** Of a topic, or of one post of it. */
    z.object({ kind: z.literal("settle-topic"), topic: z.string(), post: z.string().optional() }),
    /** Of all topics of a category. */
    z.object({ kind: z.literal("settle-category"), category: z.string() }),
    /** Of one member. */
    z.object({ kind: z.literal("settle-member"), user: z.string() }),
  ]),
  /** How far it came: whoever takes it over goes on there. */
  step: z.number(),
  after: z.string().optional(),
  /** Changes with every beginning and every piece: who works on an older one stops. */
  run: z.string(),
  /** Epoch milliseconds before which nobody else takes it up. */
  notBefore: z.number(),
  createdAt: z.string(),
})
export type FanOut = z.output<typeof FanOutSchema>
export const FanOuts = entity("FanOut", FanOutSchema, ({ id }) => fanOutKey(id))
