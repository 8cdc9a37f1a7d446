"use server"
/** What the forms of invitations call. Rights are checked in the verbs. */
import { InvitationInput, invite, WithdrawalInput, withdraw } from "#lib/forum/invitations.ts"
import { invitationPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { siteUrl } from "#lib/web/site.ts"

/** The link is told once, to who made it. */
export const inviteAction = formAction(InvitationInput, async (actor, input): Promise<{ link: string }> => {
  const { secret } = await invite(actor, input)
  return { link: `${siteUrl()}${invitationPath(secret)}` }
})

export const withdrawAction = formAction(WithdrawalInput, async (actor, input): Promise<true> => {
  await withdraw(actor, input)
  return true
})
