"use client"
import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { permanentPath } from "#lib/web/paths.ts"
import { useViewer } from "./store.client.tsx"

/** A topic that one never opened is marked while it is this young: older ones are not news. */
const NEW_FOR = 14 * 24 * 60 * 60 * 1000

/** The mark beside a topic: a disc where there are replies since one's last visit, a ring where it is new. */
export function UnreadMark({
  topic,
  lastPost,
  createdAt,
  author,
}: {
  topic: string
  lastPost: string
  createdAt: string
  /** The name of who began it, to whom it is not new. */
  author: string
}): ReactElement | null {
  const viewer = useViewer()
  if (viewer.status !== "ready" || !viewer.me || !viewer.topics) return null
  const lastRead = viewer.topics[topic]
  if (lastRead) {
    if (lastRead >= lastPost) return null
    return (
      <Link
        href={permanentPath(lastRead)}
        className="unread-mark"
        title="New replies: continue where you stopped"
      >
        <span className="sr-only">New replies: continue where you stopped</span>
      </Link>
    )
  }
  if (viewer.me.name === author || Date.now() - Date.parse(createdAt) > NEW_FOR) return null
  return (
    <span className="unread-mark unread-new" title="New topic">
      <span className="sr-only">New topic</span>
    </span>
  )
}
