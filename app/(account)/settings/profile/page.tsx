import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AboutPanel } from "#components/account/about-panel.tsx"
import { AvatarPanel } from "#components/account/avatar-panel.tsx"
import { LastSeenPanel } from "#components/account/last-seen-panel.tsx"
import { SettingsPage } from "#components/account/page.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import { loadProfileSettings } from "#lib/views/profile-settings.ts"

import { memberOrSignIn } from "#lib/web/members-area.ts"
import { memberPath, profileSettingsPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { saveAbout, saveAvatar, saveLastSeen, takeAvatarAway } from "./actions.ts"

export const metadata: Metadata = { title: t("settings.profile.title") }

export default async function ProfileSettingsPage({
  searchParams,
}: PageProps<"/settings/profile">): Promise<ReactElement> {
  const profile = await loadProfileSettings(await memberOrSignIn(profileSettingsPath()))
  return (
    <SettingsPage title={t("settings.profile.title")}>
      <p>
        <Link href={memberPath(profile.name)}>{t("settings.profile.see")}</Link>
      </p>
      {(await fromQuery(searchParams, "said")) === "saved" && (
        <Notice kind="success" live>
          {t("settings.saved")}
        </Notice>
      )}
      {profile.cleared.map(({ what, reason, at }) => (
        <Notice key={what} kind="warning" title={t(`settings.profile.cleared-${what}`)}>
          <p>{rich("settings.profile.cleared-why", { reason, time: () => <Time at={at} /> })}</p>
        </Notice>
      ))}
      <AvatarPanel profile={profile} save={saveAvatar} remove={takeAvatarAway} />
      <AboutPanel profile={profile} action={saveAbout} />
      <LastSeenPanel shown={profile.showsLastSeen} action={saveLastSeen} />
    </SettingsPage>
  )
}
