import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { Button } from "#components/ui/button.tsx"
import { counted } from "#components/ui/counted.ts"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { NotificationRow } from "#lib/views/notifications.ts"
import { notificationPath } from "#lib/web/paths.ts"

/** One notification: who did what, where, and how it begins. */
export function NotificationItem({ notification }: { notification: NotificationRow }): ReactElement {
  const { id, unread, category, excerpt, at, title } = notification
  const [before, after] = wordsOf(notification)
  return (
    <li className="notification" data-unread={unread || undefined}>
      <span className="unread-slot">{unread && <span className="unread-mark" />}</span>
      <div className="notification-text">
        <p>
          {unread && <span className="sr-only">Unread: </span>}
          {before}{" "}
          <Link href={notificationPath(id)} className="notification-link">
            {title}
          </Link>
          {after}
        </p>
        {excerpt && <p className="notification-excerpt">{excerpt}</p>}
      </div>
      <p className="notification-place">
        <CategoryName category={category} /> <span aria-hidden="true">·</span> <Time at={at} precise />
      </p>
      {unread && (
        <Button type="submit" name="notification" value={id} size="small" className="notification-button">
          Mark as read<span className="sr-only">: {title}</span>
        </Button>
      )}
    </li>
  )
}

/** What is said before and after the title of the topic. */
function wordsOf({ kind, by, others, isFirst }: NotificationRow): [ReactElement, string?] {
  const who = <People by={by} others={others} />
  switch (kind) {
    case "mention":
      return [<>{who} mentioned you in</>]
    case "quote":
      return [<>{who} quoted you in</>]
    case "reply":
      return [<>{who} replied to you in</>]
    case "own-topic":
      return [<>{who} replied in your topic</>]
    case "watched-topic":
      return [<>{who} replied in</>, ", which you watch"]
    case "watched-category":
      return [<>{who} started</>, ", in a category that you watch"]
    case "followed":
      return [
        <>
          {who}, whom you follow, {isFirst ? "started" : "replied in"}
        </>,
      ]
    case "answer":
      return [<>{who} accepted your reply as the answer in</>]
    case "like":
      return [
        <>
          {who} liked {isFirst ? "your topic" : "your post in"}
        </>,
      ]
  }
}

/** "Ann, Ben and 3 others". */
function People({ by, others }: { by: string[]; others: number }): ReactElement {
  if (by.length === 0) return <>{others === 1 ? "Somebody" : `${others} people`}</>
  const people = by.map((name) => (
    <strong key={name} className="font-semibold">
      {name}
    </strong>
  ))
  const all = others > 0 ? [...people, <span key="">{counted(others, "other")}</span>] : people
  return <>{all.map((one, i) => [i > 0 && (i === all.length - 1 ? " and " : ", "), one])}</>
}
