/** Single-use links. Only the hash is kept, so that who reads the table cannot use them. */
import { createHash, randomBytes } from "node:crypto"
import { DAY, epochSecondsIn, HOUR, MINUTE } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Token, User } from "#lib/db/items/users.ts"
import { findToken } from "#lib/db/patterns/site.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { deleteToken, putToken } from "#lib/db/writes/site.ts"

type Purpose = Token["purpose"]

/** For how long each kind of link is good, in milliseconds. */
export const LIFE: Record<Purpose, number> = {
  /** As long as the registration that it confirms. */
  verify: 7 * DAY,
  reset: HOUR,
  /** It is as good as a password, and used at once. */
  "magic-link": 15 * MINUTE,
  owner: DAY,
  address: 7 * DAY,
  /** There is no way back: whoever asked for it is at it. */
  leave: HOUR,
  /** From the password to the code: long enough to fetch the telephone. */
  "second-step": 10 * MINUTE,
}

/** A new link's secret and the write that makes it good. */
export function newToken(
  purpose: Purpose,
  of?: Pick<User, "id" | "email" | "sessionEpoch">,
): { secret: string; hash: string; write: Write } {
  const secret = randomBytes(32).toString("base64url")
  const hash = hashOf(secret)
  const bound = of && { user: of.id, email: of.email, epoch: of.sessionEpoch }
  return {
    secret,
    hash,
    write: putToken({ hash, purpose, ...bound, expiresAt: epochSecondsIn(LIFE[purpose]) }),
  }
}

/** Makes a link's secret for a member. */
export async function issueToken(purpose: Purpose, user: User): Promise<string> {
  const { secret, write } = newToken(purpose, user)
  await commit([write])
  return secret
}

/** The kept half of a secret, when it is good for this purpose. @throws ForumError invalid/token-used */
export async function openToken(purpose: Purpose, secret: string): Promise<Token> {
  const token = SECRET.test(secret) ? await findToken(hashOf(secret)) : undefined
  if (token?.purpose !== purpose) throw new ForumError("invalid", "token-used")
  return token
}

/**
 * The member whom a link was sent to, and the write that uses it up: send it with what it is for. A link
 * outlives neither the address it went to nor a reset, a role change or "sign out everywhere".
 * @throws ForumError invalid/token-used
 */
export async function memberOfToken(purpose: Purpose, secret: string): Promise<{ user: User; use: Write }> {
  const token = await openToken(purpose, secret)
  const user = token.user ? await getUser(token.user, { consistent: true }) : undefined
  if (!user || user.email !== token.email || user.sessionEpoch !== token.epoch)
    throw new ForumError("invalid", "token-used")
  return { user, use: deleteToken(token.hash) }
}

const SECRET = /^[\w-]{43}$/

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url")
}
