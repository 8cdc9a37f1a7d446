import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Providers } from "#components/account/providers.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { magicLinksOffered, offersFor } from "#lib/auth/providers.ts"
import { isMessageCode, messageOf } from "#lib/base/messages.ts"
import { forgotPath, signInByMailPath } from "#lib/web/account-paths.ts"
import { currentActor } from "#lib/web/actor.ts"
import { registerPath, safeNext } from "#lib/web/paths.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { signIn } from "./actions.ts"

export const metadata: Metadata = { title: t("account.sign-in") }

/** What may be said here after a redirect; nothing of the address is shown. */
const SAID = ["applied", "confirmed", "reset", "left", "signed-out-everywhere"] as const

export default async function SignInPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const next = await fromQuery(searchParams, "next")
  if ((await currentActor()).kind === "member") redirect(safeNext(next))
  const [given, problem] = [await fromQuery(searchParams, "said"), await problemFrom(searchParams)]
  const said = SAID.find((one) => one === given)
  return (
    <AccountPage title={t("account.sign-in")}>
      {said && <Notice kind="success">{t(`account.said.${said}`)}</Notice>}
      {problem && (
        <Notice kind="error" live first>
          {problem}
        </Notice>
      )}
      <AccountForm
        action={signIn}
        hidden={{ next }}
        submit={t("account.sign-in")}
        fields={[
          { name: "email", label: t("account.email"), type: "email", autoComplete: "username" },
          {
            name: "password",
            label: t("account.password"),
            type: "password",
            autoComplete: "current-password",
          },
        ]}
      />
      <Providers offers={offersFor(next)} />
      <ul className="flex flex-col gap-1">
        <li>
          <Link href={registerPath(next)}>{t("account.register-new")}</Link>
        </li>
        <li>
          <Link href={forgotPath()}>{t("account.forgot-it")}</Link>
        </li>
        {magicLinksOffered() && (
          <li>
            <Link href={signInByMailPath(next)}>{t("account.send-me-a-link")}</Link>
          </li>
        )}
      </ul>
    </AccountPage>
  )
}

async function problemFrom(query: Query): Promise<string | undefined> {
  const code = await fromQuery(query, "problem")
  if (code && isMessageCode(code)) return messageOf(code)
  // next-auth leads here with reasons of its own, say that somebody pressed "cancel" over there.
  return (await fromQuery(query, "error")) && t("account.other-service-failed")
}
