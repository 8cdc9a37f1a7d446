import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { reset } from "./actions.ts"

export const metadata: Metadata = { title: t("account.reset.title") }

export default async function ResetPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  return (
    <AccountPage title={t("account.reset.title")}>
      <p>{t("account.reset.text")}</p>
      <AccountForm
        action={reset}
        hidden={{ token }}
        submit={t("account.reset.set")}
        fields={[
          {
            name: "password",
            label: t("account.new-password"),
            type: "password",
            autoComplete: "new-password",
            hint: t("account.password-hint"),
          },
        ]}
      />
    </AccountPage>
  )
}
