import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { SessionsPanel } from "#components/account/sessions-panel.tsx"
import { StandingPanel } from "#components/account/standing-panel.tsx"
import { AccountWays } from "#components/account/ways.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadAccount } from "#lib/views/account.ts"
import { forgotPath, twoStepPath } from "#lib/web/account-paths.ts"
import { currentActor, sessionHere } from "#lib/web/actor.ts"
import { adminPath } from "#lib/web/admin-paths.ts"
import { accountPath, memberPath, signInPath } from "#lib/web/paths.ts"
import { moderationPath } from "#lib/web/staff-paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { setPassword, signOut, signOutAll, signOutOne, signOutOthers } from "./actions.ts"

export const metadata: Metadata = { title: t("account.title") }

export default async function AccountHome(): Promise<ReactElement> {
  const account = await loadAccount(await currentActor(), await sessionHere())
  if (!account) redirect(signInPath(accountPath()))
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5 pb-4">
      <h1>{t("account.title")}</h1>
      {account.taken && (
        <Notice kind="warning">
          <p>{account.taken.sentence}</p>
          <p>
            <Link href={account.taken.href}>{t("moderation.your-standing")}</Link>
          </p>
        </Notice>
      )}
      {account.awaits && (
        <Notice kind="warning">
          <p>{t("settings.two-step.staff", { role: account.awaits })}</p>
          <p>
            <Link href={twoStepPath()}>{t("settings.two-step.set-up")}</Link>
          </p>
        </Notice>
      )}
      <div className="flex flex-wrap items-start justify-between gap-4">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-muted">{t("account.name")}</dt>
          <dd>
            <Link href={memberPath(account.name)}>{account.name}</Link>
          </dd>
          <dt className="text-muted">{t("account.email")}</dt>
          <dd className="break-words">{account.email}</dd>
          <dt className="text-muted">{t("account.role")}</dt>
          <dd>{account.role}</dd>
        </dl>
        <AccountForm action={signOut} submit={t("account.sign-out")} variant="secondary" />
      </div>
      {account.waiting !== undefined && (
        <p>
          <Link href={moderationPath()}>{t("moderation.open-cases", { count: account.waiting })}</Link>
        </p>
      )}
      {account.administers && (
        <p>
          <Link href={adminPath()}>{t("admin.title")}</Link>
        </p>
      )}
      <AccountWays invites={account.invites} />
      <Panel aria-labelledby="password-title" className="flex flex-col gap-4">
        <h2 id="password-title" className="text-lg font-semibold">
          {t("account.password")}
        </h2>
        {account.hasPassword ? (
          <AccountForm
            action={setPassword}
            submit={t("account.change-password")}
            variant="secondary"
            focus={false}
            fields={[
              {
                name: "current",
                label: t("account.present-password"),
                type: "password",
                autoComplete: "current-password",
              },
              {
                name: "password",
                label: t("account.new-password"),
                type: "password",
                autoComplete: "new-password",
                hint: t("account.new-password-hint"),
              },
            ]}
            done={<Notice kind="success">{t("account.password-changed")}</Notice>}
          />
        ) : (
          <p>{rich("account.no-password", { link: (words) => <Link href={forgotPath()}>{words}</Link> })}</p>
        )}
      </Panel>
      <SessionsPanel
        sessions={account.sessions}
        end={{ one: signOutOne, others: signOutOthers, all: signOutAll }}
      />
      {account.standing && <StandingPanel standing={account.standing} />}
    </div>
  )
}
