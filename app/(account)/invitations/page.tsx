import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { Invitations } from "#components/account/invitations.tsx"
import { loadOwnInvitations } from "#lib/views/invitations.ts"
import { invitationsPath } from "#lib/web/account-paths.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { t } from "#lib/words/t.ts"
import { inviteAction, withdrawAction } from "./actions.ts"

export const metadata: Metadata = { title: t("invitations.title") }

export default async function OwnInvitations(): Promise<ReactElement> {
  const member = await memberOrSignIn(invitationsPath())
  const view = (await loadOwnInvitations(member)) ?? notFound()
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5 pb-4">
      <h1>{t("invitations.title")}</h1>
      <Invitations view={view} make={inviteAction} withdraw={withdrawAction} />
    </div>
  )
}
