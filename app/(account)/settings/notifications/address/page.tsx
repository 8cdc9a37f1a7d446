import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { confirmAnew } from "./actions.ts"

export const metadata: Metadata = { title: t("settings.address.title") }

/** The link in the mail only leads here: programs that look at links before people do would use it up. */
export default async function AddressPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  return (
    <AccountPage title={t("settings.address.title")}>
      <p>{t("settings.address.text")}</p>
      <AccountForm action={confirmAnew} hidden={{ token }} submit={t("settings.address.confirm")} />
    </AccountPage>
  )
}
