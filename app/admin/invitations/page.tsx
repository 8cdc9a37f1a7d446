import type { Metadata } from "next"
import type { ReactElement } from "react"
import { inviteAction, withdrawAction } from "#app/(account)/invitations/actions.ts"
import { Invitations } from "#components/account/invitations.tsx"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { loadAllInvitations } from "#lib/views/invitations.ts"
import { adminInvitationsPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("invitations.title") }

export default async function AllInvitations({
  searchParams,
}: PageProps<"/admin/invitations">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminInvitationsPath())
  const view = await loadAllInvitations(admin, await fromQuery(searchParams, "after"))
  return (
    <AdminPage title={t("invitations.title")} sections={sections}>
      <Invitations view={view} make={inviteAction} withdraw={withdrawAction} byWhom />
    </AdminPage>
  )
}
