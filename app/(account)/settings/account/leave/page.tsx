import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { LeaveForm } from "#components/account/leave-form.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { mailLinkPath } from "#lib/web/account-paths.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { leave } from "../actions.ts"

export const metadata: Metadata = { title: t("settings.leave.title") }

/** Behind the link in a mail, for who has no password. It does nothing by itself, and nothing for who is signed out. */
export default async function LeavePage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const token = await fromQuery(searchParams, "token")
  if (!token) notFound()
  await memberOrSignIn(mailLinkPath("settings/account/leave", token))
  return (
    <AccountPage title={t("settings.leave.title")}>
      <p>{t("settings.leave.text")}</p>
      <p>{t("settings.leave.confirm-text")}</p>
      <LeaveForm action={leave} token={token} />
    </AccountPage>
  )
}
