import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { magicLinksOffered } from "#lib/auth/providers.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { followSignInLink } from "./actions.ts"

export const metadata: Metadata = { title: t("account.sign-in") }

/** The link in the mail only leads here: programs that look at links before people do would use it up. */
export default async function LinkPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token || !magicLinksOffered()) notFound()
  return (
    <AccountPage title={t("account.sign-in")}>
      <p>{t("account.link.text")}</p>
      <AccountForm
        action={followSignInLink}
        hidden={{ token, next: await fromQuery(searchParams, "next") }}
        submit={t("account.sign-in")}
      />
    </AccountPage>
  )
}
