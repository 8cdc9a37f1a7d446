"use client"
import type { ReactElement } from "react"
import { createPortal } from "react-dom"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import type { Viewer } from "#lib/views/viewer.ts"
import { t } from "#lib/words/t.ts"
import { type Row, type Unread, unreadIn } from "./unread.ts"

/** The marks of all rows that the page shows, in the places that they keep for them. */
export function UnreadMarks({ viewer }: { viewer: Viewer }): ReactElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-topic-row]")].flatMap((row, index) => {
    const slot = row.querySelector(".unread-slot")
    const unread = unreadIn(rowOf(row), viewer, Date.now())
    // A topic may be in two lists of a page.
    return slot && unread ? createPortal(<UnreadMark {...unread} />, slot, `${index}`) : []
  })
}

const LOOKS: Record<Unread["kind"], string | undefined> = {
  called: "unread-called",
  replies: undefined,
  new: "unread-new",
}

/** An @ where one is named or answered, a disc where there are replies since one's last visit, a ring where all is new. */
function UnreadMark({ kind, href, count = 0 }: Unread): ReactElement {
  const said = {
    called: () => t("viewer.called"),
    replies: () => t("viewer.new-replies", { count }),
    new: () => t("shell.new-topic"),
  }[kind]()
  const looks = classes("unread-mark", LOOKS[kind])
  const words = <span className="sr-only">{said}</span>
  return href ? (
    <Link href={href} className={looks} title={said} rel="nofollow">
      {words}
    </Link>
  ) : (
    <span className={looks} title={said}>
      {words}
    </span>
  )
}

function rowOf({ dataset }: HTMLElement): Row {
  return {
    topic: dataset.topicRow!,
    category: dataset.place!,
    author: dataset.by!,
    createdAt: dataset.made!,
    posts: Number(dataset.posts),
    lastPost: dataset.last!,
    lastPostAt: dataset.lastAt!,
  }
}
