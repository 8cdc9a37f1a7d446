/** Who is asking. Only for dynamic pages, actions and route handlers: public pages are the same for everyone. */
import { cookies, headers } from "next/headers"
import { actorOf, sessionCookie, sessionOf } from "#lib/auth/session.ts"
import type { User } from "#lib/db/items/users.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { clientOf } from "./client.ts"

/** The signed-in member as they are now (read consistently), or a guest. */
export async function currentActor(): Promise<Actor> {
  return actorOf(await cookieValue())
}

/** The signed-in member's own record, for their account page; undefined for guests. */
export async function currentUser(): Promise<User | undefined> {
  return (await sessionOf(await cookieValue()))?.user
}

/** From where the request comes, for limits. */
export async function thisClient(): Promise<string> {
  return clientOf(await headers())
}

async function cookieValue(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookie().name)?.value
}
