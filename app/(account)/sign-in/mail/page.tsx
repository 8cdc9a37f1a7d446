import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { magicLinksOffered } from "#lib/auth/providers.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { sendSignInLink } from "../actions.ts"

export const metadata: Metadata = { title: "Sign in by mail" }

export default async function SignInByMailPage({
  searchParams,
}: {
  searchParams: Query
}): Promise<ReactElement> {
  if (!magicLinksOffered()) notFound()
  return (
    <AccountPage title="Sign in by mail">
      <p>You get a mail with a link that signs you in, without a password.</p>
      <AccountForm
        action={sendSignInLink}
        hidden={{ next: await fromQuery(searchParams, "next") }}
        submit="Send the link"
        fields={[{ name: "email", label: "E-mail address", type: "email", autoComplete: "email" }]}
        done={
          <Notice kind="success" title="Look into your mail.">
            If there is an account with that address, a link is on its way. It works for fifteen minutes.
          </Notice>
        }
      />
    </AccountPage>
  )
}
