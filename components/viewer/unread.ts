/** What of a topic in a list is new to the viewer. */
import type { Viewer } from "#lib/views/viewer.ts"
import { continuePath, permanentPath } from "#lib/web/paths.ts"

/** A topic that one never opened is marked while it is this young: older ones are not news. */
const NEW_FOR = 14 * 24 * 60 * 60 * 1000

/** What a list says of a topic, the same to everybody. */
export type Row = {
  topic: string
  category: string
  /** The name of who began it, to whom it is not new. */
  author: string
  createdAt: string
  posts: number
  lastPost: string
  lastPostAt: string
}

/** What is new, with the way there; `count` of replies, where it is known. */
export type Unread = { kind: "called" | "replies" | "new"; href?: string; count?: number }

/** Nothing where all is read, the topic or its category is muted, or everything was marked as read since. */
export function unreadIn(row: Row, { me, topics, keeping }: Viewer, now: number): Unread | undefined {
  if (!me || !topics) return undefined
  const inCategory = keeping?.categories[row.category]
  const state = topics[row.topic]
  const through = [keeping?.readThrough, inCategory?.readThrough]
  if (through.some((at) => at && at >= row.lastPostAt)) return undefined
  if ((state?.level ?? inCategory?.level) === "muted") return undefined
  const { lastRead, number, called } = state ?? {}
  if (lastRead && lastRead >= row.lastPost) return undefined
  if (called) return { kind: "called", href: permanentPath(called) }
  if (lastRead) {
    const count = number && row.posts > number ? row.posts - number : 0
    return { kind: "replies", href: continuePath(lastRead), count }
  }
  const isNews = me.name !== row.author && now - Date.parse(row.createdAt) <= NEW_FOR
  return isNews ? { kind: "new" } : undefined
}
