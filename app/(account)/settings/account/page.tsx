import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ArchivePanel } from "#components/account/archive-panel.tsx"
import { LeavePanel } from "#components/account/leave-panel.tsx"
import { SettingsPage } from "#components/account/page.tsx"
import { RenamePanel } from "#components/account/rename-panel.tsx"
import { loadAccountSettings } from "#lib/views/account-settings.ts"
import { accountSettingsPath } from "#lib/web/account-paths.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { t } from "#lib/words/t.ts"
import { askLeave, leave, makeArchive, rename } from "./actions.ts"

export const metadata: Metadata = { title: t("settings.title") }

export default async function AccountSettingsPage(): Promise<ReactElement> {
  const settings = await loadAccountSettings(await memberOrSignIn(accountSettingsPath()))
  return (
    <SettingsPage title={t("settings.title")}>
      <RenamePanel settings={settings} action={rename} />
      <ArchivePanel settings={settings} action={makeArchive} />
      <LeavePanel settings={settings} leave={leave} ask={askLeave} />
    </SettingsPage>
  )
}
