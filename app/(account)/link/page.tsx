import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { magicLinksOffered } from "#lib/auth/providers.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { followSignInLink } from "./actions.ts"

export const metadata: Metadata = { title: "Sign in" }

/** The link in the mail only leads here: programs that look at links before people do would use it up. */
export default async function LinkPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token || !magicLinksOffered()) notFound()
  return (
    <AccountPage title="Sign in">
      <p>Press the button to sign in on this device.</p>
      <AccountForm
        action={followSignInLink}
        hidden={{ token, next: await fromQuery(searchParams, "next") }}
        submit="Sign in"
      />
    </AccountPage>
  )
}
