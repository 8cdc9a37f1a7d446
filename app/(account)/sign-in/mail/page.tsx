import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { magicLinksOffered } from "#lib/auth/providers.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { sendSignInLink } from "../actions.ts"

export const metadata: Metadata = { title: t("account.by-mail.title") }

export default async function SignInByMailPage({
  searchParams,
}: {
  searchParams: Query
}): Promise<ReactElement> {
  if (!magicLinksOffered()) notFound()
  return (
    <AccountPage title={t("account.by-mail.title")}>
      <p>{t("account.by-mail.text")}</p>
      <AccountForm
        action={sendSignInLink}
        hidden={{ next: await fromQuery(searchParams, "next") }}
        submit={t("account.send-link")}
        fields={[{ name: "email", label: t("account.email"), type: "email", autoComplete: "email" }]}
        done={
          <Notice kind="success" title={t("account.look")}>
            {t("account.by-mail.sent")}
          </Notice>
        }
      />
    </AccountPage>
  )
}
