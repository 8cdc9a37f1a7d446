import type { ReactElement } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { Button } from "#components/ui/button.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { NotificationRow } from "#lib/views/notifications.ts"
import { notificationPath } from "#lib/web/paths.ts"
import { listOf, rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** One notification: who did what, where, and how it begins. */
export function NotificationItem({ notification }: { notification: NotificationRow }): ReactElement {
  const { id, unread, category, excerpt, at, title } = notification
  const parts = {
    who: () => <People by={notification.by} others={notification.others} />,
    topic: () => (
      <Link href={notificationPath(id)} className="notification-link">
        {title}
      </Link>
    ),
  }
  return (
    <li className="notification" data-unread={unread || undefined}>
      <span className="unread-slot">{unread && <span className="unread-mark" />}</span>
      <div className="notification-text">
        <p>
          {unread && (
            <>
              <span className="sr-only">{t("notifications.is-unread")}</span>{" "}
            </>
          )}
          {sentenceOf(notification, parts)}
        </p>
        {excerpt && (
          <p dir="auto" className="notification-excerpt">
            {excerpt}
          </p>
        )}
      </div>
      <p className="notification-place">
        {category && (
          <>
            <CategoryName category={category} /> <span aria-hidden="true">·</span>{" "}
          </>
        )}
        <Time at={at} precise />
      </p>
      {unread && (
        <Button type="submit" name="notification" value={id} size="small" className="notification-button">
          {rich("notifications.mark", { title: title || t("notifications.moderation"), more: unseen })}
        </Button>
      )}
    </li>
  )
}

/** Who did what in which topic; or what moderators have decided. */
function sentenceOf({ id, kind, news = "acted", isFirst }: NotificationRow, parts: Parts): ReactElement {
  if (kind === "moderation")
    return rich(`notifications.case.${news}`, {
      link: (words) => (
        <Link href={notificationPath(id)} className="notification-link">
          {words}
        </Link>
      ),
    })
  if (kind === "followed")
    return isFirst ? rich("notifications.followed-topic", parts) : rich("notifications.followed-reply", parts)
  if (kind === "like")
    return isFirst ? rich("notifications.like-topic", parts) : rich("notifications.like-reply", parts)
  return rich(`notifications.${kind}`, parts)
}

type Parts = { who: () => ReactElement; topic: () => ReactElement }

/** "Ann, Ben and 3 others". */
function People({ by, others }: { by: string[]; others: number }): ReactElement {
  if (by.length === 0) return <>{t("notifications.people", { count: others })}</>
  const people = by.map((name) => (
    <strong key={name} className="font-semibold">
      {name}
    </strong>
  ))
  return listOf(
    others > 0 ? [...people, <span key="">{t("notifications.others", { count: others })}</span>] : people,
  )
}
