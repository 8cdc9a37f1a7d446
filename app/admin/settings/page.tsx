import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Saved } from "#components/panel/saved.tsx"
import { SettingsList } from "#components/panel/settings-list.tsx"
import { loadSettings } from "#lib/views/admin-settings.ts"
import { adminSettingsPath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { resetSettingAction, settingsAction } from "./actions.ts"

export const metadata: Metadata = { title: t("panel.settings") }

export default async function Settings({
  searchParams,
}: PageProps<"/admin/settings">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(adminSettingsPath())
  const onlyChanged = (await fromQuery(searchParams, "only")) === "changed"
  const view = await loadSettings(admin, { q: await fromQuery(searchParams, "q"), onlyChanged })
  return (
    <AdminPage title={t("panel.settings")} sections={sections}>
      <Saved said={await fromQuery(searchParams, "said")} />
      <SettingsList view={view} action={settingsAction} reset={resetSettingAction} />
    </AdminPage>
  )
}
