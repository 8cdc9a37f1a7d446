import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { NotificationsPage } from "#components/notifications/notifications-page.tsx"
import { loadNotifications } from "#lib/views/notifications.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { notificationsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { markAction } from "./actions.ts"

export const metadata: Metadata = { title: t("notifications.title") }

type Props = { params: Promise<{ cursor?: string[] }> }

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { cursor = [] } = await params
  const member = await memberOrSignIn(notificationsPath())
  const view = cursor.length > 1 ? null : await loadNotifications(member, cursor[0])
  return <NotificationsPage view={view ?? notFound()} page={cursor[0]} mark={markAction} />
}
