import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Providers } from "#components/account/providers.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { magicLinksOffered, offersFor } from "#lib/auth/providers.ts"
import { MESSAGES } from "#lib/base/messages.ts"
import { currentActor } from "#lib/web/actor.ts"
import { forgotPath, registerPath, safeNext, signInByMailPath } from "#lib/web/paths.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { signIn } from "./actions.ts"

export const metadata: Metadata = { title: "Sign in" }

/** What may be said here after a redirect; nothing of the address is shown. */
const SAID = {
  confirmed: "Your address is confirmed. Sign in, and write.",
  reset: "Your new password is set. Sign in with it.",
  left: "Your account is deleted. Thank you for having been here.",
  "signed-out-everywhere": "You are signed out on all devices.",
}

export default async function SignInPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const next = await fromQuery(searchParams, "next")
  if ((await currentActor()).kind === "member") redirect(safeNext(next))
  const [said, problem] = [await fromQuery(searchParams, "said"), await problemFrom(searchParams)]
  return (
    <AccountPage title="Sign in">
      {said && Object.hasOwn(SAID, said) && <Notice kind="success">{SAID[said as keyof typeof SAID]}</Notice>}
      {problem && <Notice kind="error">{problem}</Notice>}
      <AccountForm
        action={signIn}
        hidden={{ next }}
        submit="Sign in"
        fields={[
          { name: "email", label: "E-mail address", type: "email", autoComplete: "username" },
          { name: "password", label: "Password", type: "password", autoComplete: "current-password" },
        ]}
      />
      <Providers offers={offersFor(next)} />
      <ul className="flex flex-col gap-1">
        <li>
          <Link href={registerPath(next)}>Register a new account</Link>
        </li>
        <li>
          <Link href={forgotPath()}>I forgot my password</Link>
        </li>
        {magicLinksOffered() && (
          <li>
            <Link href={signInByMailPath(next)}>Send me a link that signs me in</Link>
          </li>
        )}
      </ul>
    </AccountPage>
  )
}

async function problemFrom(query: Query): Promise<string | undefined> {
  const code = await fromQuery(query, "problem")
  if (code && Object.hasOwn(MESSAGES, code)) return MESSAGES[code as keyof typeof MESSAGES]
  // next-auth leads here with reasons of its own, say that somebody pressed "cancel" over there.
  return (
    (await fromQuery(query, "error")) &&
    "Signing in by the other service did not work. Try again, or use another way."
  )
}
