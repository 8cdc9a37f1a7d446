import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { verify } from "./actions.ts"

export const metadata: Metadata = { title: "Confirm your address" }

/** The link in the mail only leads here: programs that look at links before people do would use it up. */
export default async function VerifyPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  return (
    <AccountPage title="Confirm your address">
      <p>One more step: press the button, and your account is open.</p>
      <AccountForm
        action={verify}
        hidden={{ token, next: await fromQuery(searchParams, "next") }}
        submit="Confirm my address"
      />
    </AccountPage>
  )
}
