import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Outbox } from "#components/admin/outbox.tsx"
import { loadOutbox } from "#lib/views/outbox.ts"
import { outboxPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { sendAgainAction } from "./actions.ts"

export const metadata: Metadata = { title: t("admin.outbox") }

export default async function OutboxPage({
  searchParams,
}: PageProps<"/admin/outbox">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(outboxPath())
  const again = (await fromQuery(searchParams, "again")) !== undefined
  return (
    <AdminPage title={t("admin.outbox")} sections={sections}>
      <Outbox view={await loadOutbox(admin)} action={sendAgainAction} again={again} />
    </AdminPage>
  )
}
