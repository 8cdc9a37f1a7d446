/** What a mail says of a notification. */
import type { Notification } from "#lib/db/items/notifications.ts"
import { t } from "#lib/words/t.ts"

/** Who did what where. @param title of the topic, as it is called now */
export function wholeSentence(notification: Notification, title: string): string {
  return t("letters.ended", { sentence: sentence(notification, title) })
}

/** The same where the post's own words follow. */
export function beforeText(notification: Notification, title: string): string {
  return t("letters.before-text", { sentence: sentence(notification, title) })
}

function sentence({ kind, by, count, case: about }: Notification, title: string): string {
  if (kind === "moderation") return t(`letters.case.${about?.news ?? "acted"}`)
  const name = by[0]?.name ?? t("letters.somebody")
  return kind === "like"
    ? t("letters.said.like", { name, title, others: Math.max(0, count - 1) })
    : t(`letters.said.${kind}`, { name, title })
}
