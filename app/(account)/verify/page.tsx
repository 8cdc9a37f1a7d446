import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { verify } from "./actions.ts"

export const metadata: Metadata = { title: t("account.verify.title") }

/** The link in the mail only leads here: programs that look at links before people do would use it up. */
export default async function VerifyPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  return (
    <AccountPage title={t("account.verify.title")}>
      <p>{t("account.verify.text")}</p>
      <AccountForm
        action={verify}
        hidden={{ token, next: await fromQuery(searchParams, "next") }}
        submit={t("account.verify.confirm")}
      />
    </AccountPage>
  )
}
