/** Sessions: an encrypted token `{ sub, epoch, sid }` in a cookie. It says who; the member's own item says what they may. */
import { LRUCache } from "lru-cache"
import { decode, encode } from "next-auth/jwt"
import { DAY, now, SECOND } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Actor, GUEST, memberFrom } from "#lib/forum/actor.ts"
import { settings } from "#lib/forum/settings.ts"

/** Long enough that a member who comes once a month stays signed in; using the forum renews it. */
export const SESSION_LIFE = 60 * DAY
/** A token older than this is renewed when its owner comes: so the list of sessions says on which day that was. */
const RENEW_AFTER = DAY

/** Settings of the session cookie. Over https the name itself forbids setting it from elsewhere. */
export function sessionCookie(): {
  name: string
  options: { httpOnly: true; sameSite: "lax"; secure: boolean; path: "/" }
} {
  const secure = config().url.startsWith("https:")
  return {
    name: secure ? "__Host-stoa-session" : "stoa-session",
    options: { httpOnly: true, sameSite: "lax", secure, path: "/" },
  }
}

/** What the cookie of a member's session holds. @param sid the session's id in the list · @param since when it was opened */
export function sessionToken(
  user: Pick<User, "id" | "sessionEpoch">,
  sid?: string,
  since?: string,
): Promise<string> {
  return encode({
    token: { sub: user.id, epoch: user.sessionEpoch, ...(sid && { sid }), ...(since && { since }) },
    secret: config().authSecret,
    salt: sessionCookie().name,
    maxAge: SESSION_LIFE / SECOND,
  })
}

/** The member whose session the token is, read consistently; undefined when it is over or was never one. */
export async function userOf(token: string | undefined): Promise<User | undefined> {
  const claims = token ? await readToken(token) : undefined
  if (typeof claims?.sub !== "string" || typeof claims.epoch !== "number") return undefined
  const user = await getUser(claims.sub, { consistent: true })
  const isEnded = typeof claims.sid === "string" && user?.endedSessions?.includes(claims.sid)
  const isGood = user?.verifiedAt !== undefined && user.sessionEpoch === claims.epoch && !isEnded
  return isGood ? user : undefined
}

/** Who acts by this token. A suspended member is still a member: what they may do is decided in access.ts. */
export async function actorOf(token: string | undefined): Promise<Actor> {
  const user = await userOf(token)
  return user ? memberFrom(user, await settings()) : GUEST
}

/** Which session of the list a token is of, and since when; nothing of rights. */
export async function claimsOf(
  token: string | undefined,
): Promise<{ sid?: string; since?: string } | undefined> {
  const { sid, since } = (token ? await readToken(token) : undefined) ?? {}
  return {
    ...(typeof sid === "string" && { sid }),
    ...(typeof since === "string" && { since }),
  }
}

/** The same of a token that is getting old; undefined when there is no need to renew it. */
export async function staleClaims(
  token: string | undefined,
): Promise<{ sid?: string; since?: string } | undefined> {
  const claims = token ? await readToken(token) : undefined
  if (!claims?.iat || now() - claims.iat * SECOND < RENEW_AFTER) return undefined
  return claimsOf(token)
}

type Claims = { sub?: unknown; epoch?: unknown; sid?: unknown; since?: unknown; iat?: number; exp?: number }

/** Opening a token derives a key and decrypts: as much work as the rest of a small request. Says nothing of rights. */
const opened = new LRUCache<string, Claims>({ max: 5_000 })

async function readToken(token: string): Promise<Claims | undefined> {
  const { authSecret } = config()
  const key = `${authSecret} ${token}`
  const claims = opened.get(key) ?? (await openToken(token, authSecret))
  if (!claims) return undefined
  opened.set(key, claims)
  return (claims.exp ?? 0) * SECOND > now() ? claims : undefined
}

async function openToken(token: string, secret: string): Promise<Claims | undefined> {
  try {
    return (await decode({ token, secret, salt: sessionCookie().name })) ?? undefined
  } catch {
    // Foreign, cut, expired, made with another secret: nobody is signed in, and nobody else's fault.
    return undefined
  }
}
