/** Writes that change who a member is, how they come in and what staff say of them, as values for commit(). */
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import {
  Accounts,
  Credentials,
  HeldAccounts,
  STANDING,
  type Standing,
  type TrustLevel,
  type User,
} from "../items/users.ts"
import { userKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

/** Without a condition: sent with a write of the member that has one. */
export function putCredential(user: string, hash: string, expiry: { expiresAt?: number } = {}): Write {
  return { kind: "put", item: Credentials.encode({ user, hash, updatedAt: nowIso(), ...expiry }) }
}

/** Links an account at another provider; found from both ends. */
export function putAccount(provider: string, id: string, user: string): Write[] {
  const account = { provider, id, user, createdAt: nowIso() }
  const refusal = () => new ForumError("conflict", "busy")
  return [
    { kind: "put", item: Accounts.encode(account), condition: IS_NEW, refusal },
    // Without a condition: it goes with the one above.
    { kind: "put", item: HeldAccounts.encode(account) },
  ]
}

/** What changes of who the member is or how they come in; null takes it away. */
type Change = { role?: User["role"]; twoStepAt?: string | null }

/**
 * Changes who the member is or how they come in, and ends all their sessions and links. With another role they moderate
 * what that says, and no single categories any more.
 * @param refusal when the member has changed in that respect meanwhile
 */
export function changeMember(user: User, { role, twoStepAt }: Change, refusal: () => Error): Write {
  const set = [
    "SET sessionEpoch = sessionEpoch + :one, updatedAt = :at, version = version + :one",
    ...(role ? ["#role = :role"] : []),
    ...(twoStepAt ? ["twoStepAt = :since"] : []),
  ].join(", ")
  const gone = [...(role ? ["wards"] : []), ...(twoStepAt === null ? ["twoStepAt"] : [])]
  return {
    kind: "update",
    key: userKey(user.id),
    update: `${set} REMOVE ${["endedSessions", ...gone].join(", ")}`,
    condition: "sessionEpoch = :epoch",
    ...(role && { names: { "#role": "role" } }),
    values: {
      ":one": 1,
      ":at": nowIso(),
      ":epoch": user.sessionEpoch,
      ...(role && { ":role": role }),
      ...(twoStepAt && { ":since": twoStepAt }),
    },
    refusal,
  }
}

/** The member is still who they were when they were read: not signed out everywhere, reset or demoted since. */
export function memberUnchanged(user: User, refusal: () => Error): Write {
  return {
    kind: "check",
    key: userKey(user.id),
    condition: "sessionEpoch = :epoch AND email = :email AND attribute_exists(verifiedAt)",
    values: { ":epoch": user.sessionEpoch, ":email": user.email },
    refusal,
  }
}

/**
 * Takes it from a member until then, with the reason; without an end, gives it back.
 * @throws (when sent) Overtaken when they have another role by now, or have left
 */
export function setStanding(
  { id, role }: Pick<User, "id" | "role">,
  standing: Standing,
  end?: { until: string; why: string },
): Write {
  const { until, why } = STANDING[standing]
  return {
    kind: "update",
    key: userKey(id),
    update: end
      ? `SET updatedAt = :at, ${until} = :until, ${why} = :why`
      : `SET updatedAt = :at REMOVE ${until}, ${why}`,
    condition: "#role = :role AND attribute_not_exists(leftAt)",
    names: { "#role": "role" },
    values: { ":at": nowIso(), ":role": role, ...(end && { ":until": end.until, ":why": end.why }) },
    refusal: overtaken,
  }
}

/** Goes with what is done to a member and changes nothing of theirs: they are who they were when it was decided. */
export function checkRole({ id, role }: Pick<User, "id" | "role">): Write {
  return {
    kind: "check",
    key: userKey(id),
    condition: "#role = :role AND attribute_not_exists(leftAt)",
    names: { "#role": "role" },
    values: { ":role": role },
    refusal: overtaken,
  }
}

/**
 * Which categories they moderate, who is no staff; none takes all of them away.
 * @throws (when sent) Overtaken when they are others by now, or the member has another role, or has left
 */
export function setWards({ id, role, wards }: Pick<User, "id" | "role" | "wards">, now: string[]): Write {
  return {
    kind: "update",
    key: userKey(id),
    update: now.length > 0 ? "SET updatedAt = :at, wards = :wards" : "SET updatedAt = :at REMOVE wards",
    condition: `#role = :role AND attribute_not_exists(leftAt) AND ${wards ? "wards = :before" : "attribute_not_exists(wards)"}`,
    names: { "#role": "role" },
    values: {
      ...{ ":at": nowIso(), ":role": role },
      ...(now.length > 0 && { ":wards": now }),
      ...(wards && { ":before": wards }),
    },
    refusal: overtaken,
  }
}

/** The level of trust that staff give; undefined lets the member earn it. Goes with the event of the member's case. */
export function setTrustGiven(user: string, level: TrustLevel | undefined): Write {
  const given = level !== undefined
  return {
    kind: "update",
    key: userKey(user),
    update: `SET updatedAt = :at${given ? ", trustGiven = :level" : " REMOVE trustGiven"}`,
    condition: `${EXISTS} AND attribute_not_exists(leftAt)`,
    values: { ":at": nowIso(), ...(given && { ":level": level }) },
    refusal: () => new ForumError("not-found", "member-missing"),
  }
}
