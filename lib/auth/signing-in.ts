/** Coming in with a password, or with a link that was sent by mail; going out everywhere. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { config } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser, passwordHashOf, userByEmail } from "#lib/db/patterns/users.ts"
import { changeMember, memberUnchanged } from "#lib/db/writes/members.ts"
import { signInLink } from "#lib/email/letters.ts"
import { post } from "#lib/email/send.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { spend } from "#lib/limits/spend.ts"
import { EmailAddress } from "./email-address.ts"
import { evenly } from "./evenly.ts"
import { GivenPassword, verifyPassword } from "./passwords.ts"
import { confirmAgain } from "./registration.ts"
import { issueToken, LIFE, memberOfToken } from "./tokens.ts"

const Next = z.string().max(2000).optional()

export const SignInInput = z.object({ email: EmailAddress, password: GivenPassword, next: Next })

/**
 * The member with this address and password. An unknown address is the same work and the same answer as a
 * wrong password.
 * @throws ForumError invalid: wrong-credentials, email-unverified, forbidden/awaits-approval (only with the right password); limited
 */
export async function signInWithPassword(
  { email, password, next }: z.output<typeof SignInInput>,
  client: string,
): Promise<User> {
  await spend("sign-in.client", client)
  await spend("sign-in.address", email)
  const user = await userByEmail(email)
  // The same reads for nobody as for somebody.
  if (!user) await getUser(NOBODY, { consistent: true })
  const isRight = await verifyPassword(await passwordHashOf(user?.id ?? NOBODY), password)
  if (!user || !isRight) throw new ForumError("invalid", "wrong-credentials")
  if (user.appliedAt && !user.verifiedAt) throw new ForumError("forbidden", "awaits-approval")
  if (!user.verifiedAt) {
    await confirmAgain(user, next)
    throw new ForumError("invalid", "email-unverified")
  }
  return user
}

const NOBODY = "nobody"

export const MailInput = z.object({ email: EmailAddress, next: Next })

/**
 * Sends a link that signs in, if there is such a member. The answer does not say whether there is.
 * @throws ForumError not-found (when links are switched off), limited
 */
export async function requestMagicLink(
  { email, next }: z.output<typeof MailInput>,
  client: string,
): Promise<void> {
  requireMagicLinks()
  await spend("mail.client", client)
  await spend("mail.address", email)
  await evenly(async () => {
    const user = await userByEmail(email)
    if (user?.verifiedAt)
      post(signInLink(email, await issueToken("magic-link", user), next), user.id, LIFE["magic-link"])
    else if (user) await confirmAgain(user, next)
  })
}

/** The member to whom the link was sent; it is used up. @throws ForumError invalid/token-used, not-found, limited */
export async function signInWithLink(secret: string, client: string): Promise<User> {
  requireMagicLinks()
  await spend("token.client", client)
  const { user, use } = await memberOfToken("magic-link", secret)
  await commit([use, memberUnchanged(user, () => new ForumError("invalid", "token-used"))])
  return user
}

/** Ends all sessions and unused links of the member. */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (user) await commit([changeMember(user, {}, () => new ForumError("conflict", "busy"))])
}

function requireMagicLinks(): void {
  if (!config().magicLinks) throw new ForumError("not-found", "page-missing")
}
