"use client"
import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { continuePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { useViewer } from "./store.client.tsx"

/** A topic that one never opened is marked while it is this young: older ones are not news. */
const NEW_FOR = 14 * 24 * 60 * 60 * 1000

/**
 * The mark beside a topic: a disc where there are replies since one's last visit, a ring where it is new. None
 * where one has muted it, or marked everything as read since.
 */
export function UnreadMark({
  topic,
  category,
  lastPost,
  lastPostAt,
  posts,
  createdAt,
  author,
}: {
  topic: string
  category: string
  lastPost: string
  lastPostAt: string
  posts: number
  createdAt: string
  /** The name of who began it, to whom it is not new. */
  author: string
}): ReactElement | null {
  const viewer = useViewer()
  if (viewer.status !== "ready" || !viewer.me || !viewer.topics) return null
  const { topics, keeping } = viewer
  const inCategory = keeping?.categories[category]
  const state = topics[topic]
  const readThrough = [keeping?.readThrough, inCategory?.readThrough].some((at) => at && at >= lastPostAt)
  if (readThrough || (state?.level ?? inCategory?.level) === "muted") return null
  if (state?.lastRead) {
    if (state.lastRead >= lastPost) return null
    const fresh = state.number && posts > state.number ? posts - state.number : undefined
    const said = t("viewer.new-replies", { count: fresh ?? 0 })
    return (
      <Link href={continuePath(state.lastRead)} className="unread-mark" title={said} rel="nofollow">
        <span className="sr-only">{said}</span>
      </Link>
    )
  }
  if (viewer.me.name === author || Date.now() - Date.parse(createdAt) > NEW_FOR) return null
  return (
    <span className="unread-mark unread-new" title={t("shell.new-topic")}>
      <span className="sr-only">{t("shell.new-topic")}</span>
    </span>
  )
}
