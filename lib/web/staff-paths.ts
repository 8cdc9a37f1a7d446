/** Addresses of what staff see and do. */
import { type Boundary, formatCursor } from "#lib/base/page.ts"
import { SELECT_PATH } from "./paths.ts"

const part = encodeURIComponent

/** Where staff take something off a profile. */
export const clearProfilePath = (member: string): string => `/moderation/profile/${member.toLowerCase()}`

/** What waits for staff, by kinds. */
export const QUEUES = ["all", "reports", "held", "newcomers", "appeals", "messages"] as const
export type Queue = (typeof QUEUES)[number]
export const moderationPath = (queue: Queue = "all", after?: Boundary): string =>
  `/moderation${queue === "all" && !after ? "" : `/${queue}`}${after ? `/${formatCursor({ direction: "newer", from: after })}` : ""}`
/** A case for staff. @param before only what happened before that version */
export const staffCasePath = (id: string, before?: number): string =>
  `/moderation/case/${id.toLowerCase()}${before ? `?before=${before}` : ""}`

/** Where staff remove all that somebody wrote. */
export const sweepPath = (name?: string): string => `/moderation/sweep${name ? `?names=${part(name)}` : ""}`

/** Where staff warn, silence or suspend many at once. @param asked fields of its form, names or ids among them */
export const sanctionsPath = (asked: Record<string, string> = {}): string =>
  `/moderation/members${Object.keys(asked).length > 0 ? `?${new URLSearchParams(asked)}` : ""}`

/** From what staff choose many: topics of a category, posts of a topic or of a member; or of those what was removed. */
export type SelectFrom = { kind: "category" | "topic" | "member"; id: string; removed?: boolean }

/** Where staff look at what a merge or a split would change. @param post where they came from */
export const mergePath = (asked: { topic: string; other: string; post: string }): string =>
  `/moderation/merge?${new URLSearchParams(asked)}`
export const splitPath = (asked: {
  post: string
  which: string
  title: string
  category: string
}): string => {
  const { post, which, title, category } = asked
  return `/moderation/split?${new URLSearchParams({ post, which, title, category })}`
}
export function selectPath({ kind, id, removed }: SelectFrom, more: [string, string][] = []): string {
  const query = new URLSearchParams([[kind, kind === "category" ? id : id.toLowerCase()], ...more])
  if (removed) query.set("list", "removed")
  return `${SELECT_PATH}?${query}`
}

/** What of the staff log: by whom (a name), which kind of acts, in which month (`yyyy-mm`), in which category (its id). */
export type LogOf = { by?: string; type?: string; month?: string; category?: string }
/** The staff log; this month's when nothing is said. */
export function staffLogPath({ by, type, month, category }: LogOf = {}, after?: string): string {
  const asked = Object.entries({ by, type, month, category, after }).filter(([, value]) => value) as [
    string,
    string,
  ][]
  return `/moderation/log${asked.length > 0 ? `?${new URLSearchParams(asked)}` : ""}`
}

/** A month of the staff log as a file. */
export const staffLogFilePath = (month: string, format: "csv" | "ndjson"): string =>
  `/moderation/export/${month}.${format}`
