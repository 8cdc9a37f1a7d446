/** From where a member is signed in, and ending that: one session, all others (ADR 0283). */
import { z } from "zod"
import { epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { ForumError, isForumError } from "#lib/base/errors.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Session } from "#lib/db/items/sessions.ts"
import type { User } from "#lib/db/items/users.ts"
import { sessionsOf } from "#lib/db/patterns/sessions.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { deleteSession, endSession, putSession } from "#lib/db/writes/sessions.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { type Device, deviceOf } from "./devices.ts"
import { claimsOf, SESSION_LIFE, sessionToken, staleClaims, userOf } from "./session.ts"

/** What the cookie of a new session of the member holds; the session is in their list from now on. */
export async function newSessionToken(
  user: Pick<User, "id" | "sessionEpoch">,
  userAgent: string | null,
): Promise<string> {
  const { id, createdAt } = await beginSession(user, userAgent)
  return sessionToken(user, id, createdAt)
}

/** Puts a new session into the member's list. @returns what the cookie carries of it */
export async function beginSession(
  user: Pick<User, "id" | "sessionEpoch">,
  userAgent: string | null,
): Promise<Pick<Session, "id" | "createdAt">> {
  const session = sessionAsOf(user, { id: newId(), createdAt: nowIso() }, deviceOf(userAgent))
  await commit([putSession(session)])
  return session
}

function sessionAsOf(
  { id: user, sessionEpoch: epoch }: Pick<User, "id" | "sessionEpoch">,
  { id, createdAt }: Pick<Session, "id" | "createdAt">,
  device: Device,
): Session {
  const expiresAt = epochSecondsIn(SESSION_LIFE)
  return { user, epoch, id, ...device, createdAt, seenOn: nowIso().slice(0, 10), expiresAt }
}

/** A new token in place of one that is good and a day old; the list then says that it was used. Undefined when there is no need. */
export async function renewedToken(
  token: string | undefined,
  userAgent: string | null,
): Promise<string | undefined> {
  const claims = await staleClaims(token)
  const user = claims && (await userOf(token))
  if (!user) return undefined
  // Those of before there were lists begin to be in one.
  if (claims.sid === undefined) return newSessionToken(user, userAgent)
  const since = { id: claims.sid, createdAt: claims.since ?? nowIso() }
  await commit([putSession(sessionAsOf(user, since, deviceOf(userAgent)))])
  return sessionToken(user, claims.sid, claims.since)
}

export type OwnSession = Pick<Session, "id" | "browser" | "system" | "createdAt" | "seenOn"> & {
  /** Whether it is the one that asks. */
  isThis: boolean
}

/** The actor's sessions, this one first. @throws ForumError unauthenticated */
export async function ownSessions(actor: Actor, token: string | undefined): Promise<OwnSession[]> {
  const user = await ownUser(actor)
  const [claims, list] = await Promise.all([claimsOf(token), sessionsOf(user.id, user.sessionEpoch)])
  const all = list.map(({ id, browser, system, createdAt, seenOn }) => ({
    ...{ id, browser, system, createdAt, seenOn },
    isThis: id === claims?.sid,
  }))
  return [...all.filter(({ isThis }) => isThis), ...all.filter(({ isThis }) => !isThis)]
}

export const EndSessionInput = z.object({ session: Id })

/** Ends one of the actor's sessions. @throws ForumError unauthenticated; not-found; conflict/sessions-end-all after many */
export async function endOwnSession(
  actor: Actor,
  { session }: z.output<typeof EndSessionInput>,
): Promise<void> {
  await commit(endSession(await ownUser(actor), session))
}

/** Ends the session that the token is of: a copy of its cookie is nobody's, either. */
export async function leaveSession(token: string | undefined): Promise<void> {
  const [user, claims] = await Promise.all([userOf(token), claimsOf(token)])
  if (!user || claims?.sid === undefined) return
  try {
    await commit(endSession(user, claims.sid))
  } catch (error) {
    if (!isForumError(error)) throw error
    // It is in no list, or as many have ended as can be named: its browser forgets it all the same.
    await commit([deleteSession({ user: user.id, epoch: user.sessionEpoch, id: claims.sid })])
  }
}

async function ownUser(actor: Actor): Promise<User> {
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (!user) throw new ForumError("unauthenticated", "session-ended")
  return user
}
