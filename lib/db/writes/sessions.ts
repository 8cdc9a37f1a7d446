/** Writes of sessions, as values for commit(). */
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, type Write } from "../commit.ts"
import { type Session, Sessions } from "../items/sessions.ts"
import type { User } from "../items/users.ts"
import { sessionKey, userKey } from "../keys/users.ts"

/** So many sessions can be ended one by one; then all others end at once. */
const MOST_ENDED = 30

/** A new session, or one that goes on. Without a condition: its id is nobody else's, and no right hangs on the item. */
export function putSession(session: Session): Write {
  return { kind: "put", item: Sessions.encode(session) }
}

/** Without a condition: what is gone is gone. */
export function deleteSession({ user, epoch, id }: Pick<Session, "user" | "epoch" | "id">): Write {
  return { kind: "delete", key: sessionKey(user, epoch, id) }
}

/** Ends one session: its cookie, wherever it is, is nobody's any more. @throws (when sent) ForumError not-found, conflict */
export function endSession({ id: user, sessionEpoch: epoch }: User, id: string): Write[] {
  return [
    {
      kind: "delete",
      key: sessionKey(user, epoch, id),
      condition: EXISTS,
      refusal: () => new ForumError("not-found", "session-missing"),
    },
    {
      kind: "update",
      key: userKey(user),
      // Said on the member's own item, which every request reads: so it costs none of them another read.
      update: "SET endedSessions = list_append(if_not_exists(endedSessions, :none), :ended), updatedAt = :at",
      condition:
        "sessionEpoch = :epoch AND (attribute_not_exists(endedSessions) OR size(endedSessions) < :most)",
      values: { ":none": [], ":ended": [id], ":epoch": epoch, ":most": MOST_ENDED, ":at": nowIso() },
      refusal: () => new ForumError("conflict", "sessions-end-all"),
    },
  ]
}
