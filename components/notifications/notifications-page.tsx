import type { ReactElement } from "react"
import { ListPager } from "#components/topics/list-pager.tsx"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import type { NotificationsView } from "#lib/views/notifications.ts"
import { mailSettingsPath } from "#lib/web/account-paths.ts"
import { notificationsPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { MarkForm } from "./mark-form.client.tsx"
import { NotificationItem } from "./notification-row.tsx"

/** What a member was told, newest first; one form, whose buttons mark one or all as read. */
export function NotificationsPage({
  view,
  page,
  mark,
}: {
  view: NotificationsView
  /** The cursor of this page, to come back to it. */
  page?: string
  mark: WritingAction
}): ReactElement {
  const { items, unread, older, newer, isFirst } = view
  return (
    <MarkForm action={mark} page={page} unread={unread}>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <h1>{t("notifications.title")}</h1>
          <p className="text-muted">{t("notifications.unread", { count: unread })}</p>
        </div>
        {unread > 0 && (
          <Button type="submit" name="all" value="1" size="small">
            {t("notifications.mark-all")}
          </Button>
        )}
      </header>
      {items.length > 0 ? (
        <ol className="notifications" aria-label={t("notifications.list")}>
          {items.map((notification) => (
            <NotificationItem key={notification.id} notification={notification} />
          ))}
        </ol>
      ) : (
        <EmptyState title={older || !isFirst ? t("notifications.none-more") : t("notifications.none")}>
          <p>{t("notifications.none-text")}</p>
        </EmptyState>
      )}
      <ListPager href={notificationsPath} {...{ older, newer, isFirst }} />
      <p className="text-sm">
        <Link href={mailSettingsPath()}>{t("notifications.by-mail")}</Link>
      </p>
    </MarkForm>
  )
}
