"use client"
import type { ReactElement } from "react"
import { createPortal } from "react-dom"
import { Link } from "#components/ui/link.tsx"
import { editPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { BookmarkButton } from "./bookmark-button.client.tsx"
import type { MemberOnPosts } from "./for-members.client.tsx"
import { LikeButton } from "./like-button.client.tsx"
import type { OnPostsActions } from "./on-posts.client.tsx"

/** At the end of a post's line of links: what this viewer may do with it. */
export function PostTools({
  post,
  me,
  topic,
  like,
  bookmark,
  unbookmark,
}: MemberOnPosts & OnPostsActions & { post: HTMLElement }): ReactElement | null {
  const slot = post.querySelector<HTMLElement>("[data-likes]")
  const id = post.dataset.post!
  // What was removed has none.
  if (!slot) return null
  const isOwn = post.dataset.user === me.id
  const { can } = topic
  return createPortal(
    <>
      {can.like && !isOwn && (
        <LikeButton
          post={id}
          count={Number(slot.dataset.likes)}
          wasLiked={topic.likes.includes(id)}
          action={like}
        />
      )}
      <BookmarkButton post={id} wasSet={topic.bookmarked.includes(id)} set={bookmark} remove={unbookmark} />
      {(can.editAny || (can.editOwn && isOwn)) && (
        <Link href={editPath(id)} className="post-tool" data-compose="">
          {t("viewer.edit")}
        </Link>
      )}
    </>,
    slot,
  )
}
