import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { sendResetLink } from "./actions.ts"

export const metadata: Metadata = { title: "Choose a new password" }

export default function ForgotPage(): ReactElement {
  return (
    <AccountPage title="Choose a new password">
      <p>You get a mail with a link that leads to the choice of a new password.</p>
      <AccountForm
        action={sendResetLink}
        submit="Send the link"
        fields={[{ name: "email", label: "E-mail address", type: "email", autoComplete: "username" }]}
        done={
          <Notice kind="success" title="Look into your mail.">
            If there is an account with that address, a link is on its way. It works for an hour.
          </Notice>
        }
      />
    </AccountPage>
  )
}
