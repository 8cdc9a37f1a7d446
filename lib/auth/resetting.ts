/** New passwords: for who forgot theirs, and for who knows it. */
import { z } from "zod"
import { DAY } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser, passwordHashOf, userByEmail } from "#lib/db/patterns/users.ts"
import { changeMember, putCredential } from "#lib/db/writes/members.ts"
import { passwordChanged, resetPasswordLink } from "#lib/email/letters.ts"
import { post } from "#lib/email/send.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { spend } from "#lib/limits/spend.ts"
import { evenly } from "./evenly.ts"
import { GivenPassword, hashPassword, NewPassword, verifyPassword } from "./passwords.ts"
import { confirmAgain } from "./registration.ts"
import type { MailInput } from "./signing-in.ts"
import { issueToken, LIFE, memberOfToken } from "./tokens.ts"

/** Sends a link to choose a new password, if there is such a member. The answer does not say. @throws ForumError limited */
export async function requestReset({ email }: z.output<typeof MailInput>, client: string): Promise<void> {
  await spend("mail.client", client)
  await spend("mail.address", email)
  await evenly(async () => {
    const user = await userByEmail(email)
    if (user?.verifiedAt) post(resetPasswordLink(email, await issueToken("reset", user)), user.id, LIFE.reset)
    // Nobody has shown yet that the address is theirs: that comes first.
    else if (user) await confirmAgain(user)
  })
}

export const ResetInput = z.object({ token: z.string().max(100), password: NewPassword })

/** Sets a new password; all sessions and other links of the member end. @throws ForumError invalid/token-used, limited */
export async function resetPassword(
  { token, password }: z.output<typeof ResetInput>,
  client: string,
): Promise<User> {
  await spend("token.client", client)
  const { user, use } = await memberOfToken("reset", token)
  const hash = await hashPassword(password)
  const stale = () => new ForumError("invalid", "token-used")
  await commit([use, changeMember(user, {}, stale), putCredential(user.id, hash)])
  post(passwordChanged(user.email!), user.id, DAY)
  return user
}

export const ChangePasswordInput = z.object({ current: GivenPassword, password: NewPassword })

/**
 * Changes the password of who knows the present one; all sessions end, so sign in anew.
 * @throws ForumError unauthenticated, invalid/wrong-password, limited
 */
export async function changePassword(
  actor: Actor,
  { current, password }: z.output<typeof ChangePasswordInput>,
): Promise<User> {
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (!user?.email) throw new ForumError("unauthenticated", "session-ended")
  await spend("sign-in.address", user.email)
  if (!(await verifyPassword(await passwordHashOf(user.id), current)))
    throw new ForumError("invalid", "wrong-password", { field: "current" })
  const hash = await hashPassword(password)
  const busy = () => new ForumError("conflict", "busy")
  await commit([changeMember(user, {}, busy), putCredential(user.id, hash)])
  post(passwordChanged(user.email), user.id, DAY)
  return user
}
