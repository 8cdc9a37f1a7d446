import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { t } from "#lib/words/t.ts"
import { sendResetLink } from "./actions.ts"

export const metadata: Metadata = { title: t("account.forgot.title") }

export default function ForgotPage(): ReactElement {
  return (
    <AccountPage title={t("account.forgot.title")}>
      <p>{t("account.forgot.text")}</p>
      <AccountForm
        action={sendResetLink}
        submit={t("account.send-link")}
        fields={[{ name: "email", label: t("account.email"), type: "email", autoComplete: "username" }]}
        done={
          <Notice kind="success" title={t("account.look")}>
            {t("account.forgot.sent")}
          </Notice>
        }
      />
    </AccountPage>
  )
}
