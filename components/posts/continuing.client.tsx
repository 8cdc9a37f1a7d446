"use client"
import type { ReactElement } from "react"
import { createPortal } from "react-dom"
import { ButtonLink } from "#components/ui/button.tsx"
import type { ViewerTopic } from "#lib/views/viewer.ts"
import { continuePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** To the first post that one has not read, where there is one: on this page, or on the one where it stands. */
export function ContinueLink({
  topic: { lastRead },
  unread,
}: {
  topic: ViewerTopic
  unread: HTMLElement | undefined
}): ReactElement | null {
  const slot = document.querySelector<HTMLElement>("[data-last-post]")
  if (!slot || !lastRead || lastRead >= slot.dataset.lastPost!) return null
  return createPortal(
    <ButtonLink
      href={unread ? `#${unread.id}` : continuePath(lastRead)}
      size="small"
      rel="nofollow"
      data-continue=""
    >
      {t("viewer.continue")}
    </ButtonLink>,
    slot,
  )
}

/** On the upper edge of a post, in room that is there anyway: what follows came since one was here last. */
export function UnreadLine({ post }: { post: HTMLElement }): ReactElement {
  return createPortal(<p className="unread-line no-print">{t("viewer.unread-line")}</p>, post)
}

/**
 * The first post that is new to the viewer, where it stands on this page.
 * @param posts those of the page, in order · @param viewer the id of who looks, to whom their own posts are not new
 */
export function unreadOf(
  posts: HTMLElement[],
  { lastRead, number }: Pick<ViewerTopic, "lastRead" | "number">,
  viewer: string,
): HTMLElement | undefined {
  if (!lastRead) return undefined
  const first = posts.findIndex(({ dataset }) => dataset.post! > lastRead)
  // What comes before a page may be new, too.
  if (first === 0 && Number(posts[0]!.dataset.number) !== (number ?? 0) + 1) return undefined
  return first < 0 ? undefined : posts.slice(first).find(({ dataset }) => dataset.user !== viewer)
}
