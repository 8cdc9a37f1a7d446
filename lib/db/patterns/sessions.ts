import { type Session, Sessions } from "../items/sessions.ts"
import { sessionKey } from "../keys/users.ts"
import { query } from "../query.ts"

/** More devices than anybody has; those beyond end with all others. */
export const MOST_SESSIONS = 50

/** AP-281: a member's sessions under their present epoch, newest first, 50 at most, consistently. */
export async function sessionsOf(user: string, epoch: number): Promise<Session[]> {
  const { PK, SK } = sessionKey(user, epoch, "")
  const range = { pk: PK, beginsWith: SK, descending: true, limit: MOST_SESSIONS, consistent: true }
  return Sessions.readAll((await query(range)).items)
}
