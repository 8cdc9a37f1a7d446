import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { FirstSteps } from "#components/panel/first-steps.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { loadSetup } from "#lib/views/setup.ts"
import { adminSetupPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { mailTestAction } from "./actions.ts"

export const metadata: Metadata = { title: t("panel.setup") }

export default async function Setup({ searchParams }: PageProps<"/admin/setup">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminSetupPath())
  const view = await loadSetup(admin)
  return (
    <AdminPage title={t("panel.setup")} sections={sections}>
      {(await fromQuery(searchParams, "said")) === "mail" && (
        <Notice kind="success" live>
          {t("panel.setup.mail-sent")}
        </Notice>
      )}
      <FirstSteps view={view} mail={mailTestAction} />
    </AdminPage>
  )
}
