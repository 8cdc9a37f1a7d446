import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import {
  accountSettingsPath,
  invitationsPath,
  mailSettingsPath,
  twoStepPath,
  watchingSettingsPath,
} from "#lib/web/account-paths.ts"
import { notificationsPath, ownCasesPath, profileSettingsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** From one's account to everything that one can set: what each is called, and what is found there. */
export function AccountWays({ invites }: { invites: boolean }): ReactElement {
  const ways = [
    [profileSettingsPath(), t("settings.profile.title"), t("account.way.profile")],
    [notificationsPath(), t("account.notifications"), t("account.way.notifications")],
    [mailSettingsPath(), t("account.mail"), t("account.way.mail")],
    [watchingSettingsPath(), t("settings.watching.title"), t("account.way.watching")],
    [twoStepPath(), t("settings.two-step.title"), t("account.way.two-step")],
    [ownCasesPath(), t("moderation.own-cases"), t("account.way.cases")],
    ...(invites ? [[invitationsPath(), t("invitations.title"), t("account.way.invitations")]] : []),
    [accountSettingsPath(), t("settings.title"), t("account.settings")],
  ]
  return (
    <ul className="grid gap-2.5 sm:grid-cols-2">
      {ways.map(([href, title, text]) => (
        <li
          key={href}
          className="relative rounded-lg border border-border px-4 py-3 hover:bg-surface-2 has-focus-visible:border-accent"
        >
          <Link href={href!} className="font-semibold no-underline after:absolute after:inset-0">
            {title}
          </Link>
          <p className="text-sm text-muted">{text}</p>
        </li>
      ))}
    </ul>
  )
}
