import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AvatarForm } from "#components/account/avatar-form.client.tsx"
import { AccountForm } from "#components/account/form.client.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { Link } from "#components/ui/link.tsx"
import { loadAvatar } from "#lib/views/account-settings.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { accountPath, profileSettingsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { saveAvatar, takeAvatarAway } from "./actions.ts"

export const generateMetadata = (): Metadata => ({ title: t("uploads.avatar.title") })

export default async function ProfileSettingsPage(): Promise<ReactElement> {
  const member = await memberOrSignIn(profileSettingsPath())
  const version = await loadAvatar(member)
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 py-4">
      <div>
        <h1 className="text-2xl font-semibold">{t("uploads.avatar.title")}</h1>
        <Link href={accountPath()}>{t("shell.account")}</Link>
      </div>
      <div className="flex items-center gap-4">
        <Avatar name={member.name} user={member.id} size="large" version={version ?? "none"} />
        <p>{t("uploads.avatar.text")}</p>
      </div>
      <AvatarForm action={saveAvatar} />
      {version && (
        <AccountForm
          action={takeAvatarAway}
          submit={t("uploads.avatar.remove")}
          variant="secondary"
          focus={false}
        />
      )}
    </div>
  )
}
