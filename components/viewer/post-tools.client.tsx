"use client"
import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { editPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { useViewer } from "./store.client.tsx"

/** At the end of a post's line of links: what only this viewer may do with it. */
export function PostTools({ post, author }: { post: string; author: string }): ReactElement | null {
  const viewer = useViewer()
  if (viewer.status !== "ready" || !viewer.me || !viewer.topic) return null
  const { can } = viewer.topic
  if (!can.editAny && !(can.editOwn && viewer.me.id === author)) return null
  return (
    <Link href={editPath(post)} className="post-tool" data-compose="">
      {t("viewer.edit")}
    </Link>
  )
}
