import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { loadAccount } from "#lib/views/account.ts"
import { currentActor } from "#lib/web/actor.ts"
import {
  accountPath,
  accountSettingsPath,
  forgotPath,
  mailSettingsPath,
  memberPath,
  notificationsPath,
  signInPath,
  watchingSettingsPath,
} from "#lib/web/paths.ts"
import { setPassword, signOut, signOutAll } from "./actions.ts"

export const metadata: Metadata = { title: "Your account" }

export default async function AccountHome(): Promise<ReactElement> {
  const account = await loadAccount(await currentActor())
  if (!account) redirect(signInPath(accountPath()))
  return (
    <AccountPage title="Your account">
      {account.suspendedUntil && (
        <Notice kind="warning" title="Your account is suspended.">
          You can read, and write again from {account.suspendedUntil} on.
        </Notice>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">Name</dt>
        <dd>
          <Link href={memberPath(account.name)}>{account.name}</Link>
        </dd>
        <dt className="text-muted">E-mail address</dt>
        <dd className="break-words">
          {account.email} <Link href={mailSettingsPath()}>What comes by mail</Link>
        </dd>
        <dt className="text-muted">Role</dt>
        <dd>{account.role}</dd>
      </dl>
      <p>
        <Link href={accountSettingsPath()}>Change your name, take your data along, leave</Link>
      </p>
      <p>
        <Link href={notificationsPath()}>Your notifications</Link>
      </p>
      <p>
        <Link href={watchingSettingsPath()}>What you follow</Link>
      </p>
      <AccountForm action={signOut} submit="Sign out" variant="secondary" />
      <Panel aria-labelledby="password-title" className="flex flex-col gap-4">
        <h2 id="password-title" className="text-lg font-semibold">
          Password
        </h2>
        {account.hasPassword ? (
          <AccountForm
            action={setPassword}
            submit="Change the password"
            variant="secondary"
            fields={[
              {
                name: "current",
                label: "Present password",
                type: "password",
                autoComplete: "current-password",
              },
              {
                name: "password",
                label: "New password",
                type: "password",
                autoComplete: "new-password",
                hint: "At least 8 characters. All other devices are signed out.",
              },
            ]}
            done={
              <Notice kind="success">Your password is changed, and all other devices are signed out.</Notice>
            }
          />
        ) : (
          <p>
            You come in by another service. <Link href={forgotPath()}>Choose a password</Link> to be
            independent of it.
          </p>
        )}
      </Panel>
      <Panel aria-labelledby="devices-title" className="flex flex-col gap-4">
        <h2 id="devices-title" className="text-lg font-semibold">
          Other devices
        </h2>
        <p>Signs you out on every device, this one too, and makes links in older mails useless.</p>
        <AccountForm action={signOutAll} submit="Sign out everywhere" variant="danger" />
      </Panel>
    </AccountPage>
  )
}
