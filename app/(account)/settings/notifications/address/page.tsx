import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { confirmAnew } from "./actions.ts"

export const metadata: Metadata = { title: "Mail reaches you again" }

/** The link in the mail only leads here: programs that look at links before people do would use it up. */
export default async function AddressPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  return (
    <AccountPage title="Mail reaches you again">
      <p>Press the button, and mail comes again as you chose it.</p>
      <AccountForm action={confirmAnew} hidden={{ token }} submit="Send me mail again" />
    </AccountPage>
  )
}
