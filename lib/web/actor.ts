/** Who is asking. Only for dynamic pages, actions and route handlers: public pages are the same for everyone. */
import { cookies, headers } from "next/headers"
import { actorOf, SESSION_LIFE, sessionCookie } from "#lib/auth/session.ts"
import { newSessionToken, renewedToken } from "#lib/auth/sessions.ts"
import { SECOND } from "#lib/base/clock.ts"
import type { User } from "#lib/db/items/users.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { clientOf } from "./client-address.ts"

/** The signed-in member as they are now (read consistently), or a guest. */
export async function currentActor(): Promise<Actor> {
  return actorOf(await sessionHere())
}

/** From where the request comes, for limits. */
export async function thisClient(): Promise<string> {
  return clientOf(await headers())
}

/** What the browser calls itself. */
async function thisBrowser(): Promise<string | null> {
  return (await headers()).get("user-agent")
}

/** The token of this browser's session, whether it is good or not. */
export async function sessionHere(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookie().name)?.value
}

/**
 * Gives the session of who comes often a new end. For the request that every page makes after it was shown
 * (a route handler): pages themselves cannot set cookies.
 */
export async function renewSession(): Promise<void> {
  const renewed = await renewedToken(await sessionHere(), await thisBrowser())
  if (renewed) await setCookie(renewed)
}

/** Opens a session in this browser for who has just shown to be this member. */
export async function keepSession(user: User): Promise<void> {
  await setCookie(await newSessionToken(user, await thisBrowser()))
}

async function setCookie(token: string): Promise<void> {
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, token, { ...options, maxAge: SESSION_LIFE / SECOND })
}
