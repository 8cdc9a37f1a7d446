import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { reset } from "./actions.ts"

export const metadata: Metadata = { title: "Your new password" }

export default async function ResetPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  return (
    <AccountPage title="Your new password">
      <p>When it is set, you are signed out on all devices, and sign in anew.</p>
      <AccountForm
        action={reset}
        hidden={{ token }}
        submit="Set the password"
        fields={[
          {
            name: "password",
            label: "New password",
            type: "password",
            autoComplete: "new-password",
            hint: "At least 8 characters, whichever you like.",
          },
        ]}
      />
    </AccountPage>
  )
}
