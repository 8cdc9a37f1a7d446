"use client"
import type { ReactElement } from "react"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { notificationsPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** A count, of which no more than `most` are told: they would not fit in the place that is kept free. */
export const shownOf = (count: number, most: number): number | string => (count > most ? `${most}+` : count)

/** The way to what one was told, with how much of it is unread. Narrow screens show a bell in place of the word. */
export function NotificationsLink({ unread }: { unread: number }): ReactElement {
  return (
    <Link
      href={notificationsPath()}
      className="notifications-link link-quiet"
      title={t("shell.notifications")}
    >
      <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 lg:hidden">
        <path
          d="M10 2.5a5 5 0 0 0-5 5v3L3.5 13.5h13L15 10.5v-3a5 5 0 0 0-5-5ZM8 16a2 2 0 0 0 4 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="sr-only lg:not-sr-only">{t("shell.notifications")}</span>
      {unread > 0 && (
        <span className="unread-count">
          {rich("shell.unread-count", { count: shownOf(unread, 99), more: unseen })}
        </span>
      )}
    </Link>
  )
}
