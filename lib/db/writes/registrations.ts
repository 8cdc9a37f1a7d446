/** Writes that begin an account, from the registration until somebody is a member, as values for commit(). */
import { DAY, epochSecondsIn, now, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { Emails, type User, UserNames, Users } from "../items/users.ts"
import { accountKey, credentialKey, emailKey, heldAccountKey, userKey, userNameKey } from "../keys/users.ts"
import { putCredential } from "./members.ts"

/** A registration that nobody confirms gives its name and address back after this. */
export const PENDING_LIFE = 7 * DAY

export type Registration = {
  user: User
  skeleton: string
  /** Absent for who comes by another provider. */
  hash?: string
  /** The unconfirmed registration of the same address and id that this one replaces. */
  replaces?: { user: User; skeleton: string }
}

/**
 * A new member: profile, password, and the guards that make name and address theirs alone; 8 WCU. While the
 * address is unconfirmed all of it expires.
 * @throws (when sent) ForumError conflict: name-taken, email-taken
 */
export function putMember({ user, skeleton, hash, replaces }: Registration): Write[] {
  const expiry = user.verifiedAt || user.appliedAt ? {} : { expiresAt: epochSecondsIn(PENDING_LIFE) }
  const oldSkeleton = replaces && replaces.skeleton !== skeleton ? replaces.skeleton : undefined
  return [
    putUser({ ...user, ...expiry }, replaces?.user),
    ...guard(UserNames.encode({ skeleton, user: user.id, ...expiry }), user.id, () => nameTaken()),
    ...guard(Emails.encode({ address: user.email!, user: user.id, ...expiry }), user.id, () => emailTaken()),
    // Only this member's, and theirs is held by the writes above.
    ...(hash ? [putCredential(user.id, hash, expiry)] : []),
    ...(replaces && !hash ? [{ kind: "delete", key: credentialKey(user.id) } as const] : []),
    ...(oldSkeleton ? [releaseName(oldSkeleton, user.id)] : []),
  ]
}

function putUser(user: User, replaced: User | undefined): Write {
  const item = Users.encode(user)
  if (!replaced) return { kind: "put", item, condition: IS_NEW }
  return {
    kind: "put",
    item,
    condition: "version = :version AND attribute_not_exists(verifiedAt)",
    values: { ":version": replaced.version },
    refusal: emailTaken,
  }
}

/** One owner: a new one, the present one again, or whoever comes after it ran out (DynamoDB deletes late). */
function guard(item: Record<string, unknown>, user: string, refusal: () => Error): Write[] {
  const condition = `${IS_NEW} OR #user = :user OR expiresAt <= :now`
  const values = { ":user": user, ":now": Math.floor(now() / 1000) }
  return [{ kind: "put", item, condition, names: { "#user": "user" }, values, refusal }]
}

function releaseName(skeleton: string, user: string): Write {
  return {
    kind: "delete",
    key: userNameKey(skeleton),
    condition: `${IS_NEW} OR #user = :user`,
    names: { "#user": "user" },
    values: { ":user": user },
  }
}

const nameTaken = (): Error => new ForumError("conflict", "name-taken", { field: "name" })
const emailTaken = (): Error => new ForumError("conflict", "email-taken", { field: "email" })

/**
 * The address is theirs: nothing of the registration expires any more.
 * @param as a member, or as one who waits for staff to let them in
 */
export function confirmMember(
  user: User,
  skeleton: string,
  refusal: () => Error,
  as: "verifiedAt" | "appliedAt" = "verifiedAt",
  invitedBy?: string,
): Write[] {
  const lasting = [userNameKey(skeleton), emailKey(user.email!)].map(
    (key): Write => ({
      kind: "update",
      key,
      update: "REMOVE expiresAt",
      condition: "#user = :user",
      names: { "#user": "user" },
      values: { ":user": user.id },
      refusal,
    }),
  )
  return [
    {
      kind: "update",
      key: userKey(user.id),
      update: `SET ${as} = :at, updatedAt = :at, version = version + :one${invitedBy ? ", invitedBy = :by" : ""} REMOVE expiresAt, invitation${as === "verifiedAt" ? ", appliedAt" : ""}`,
      condition: `attribute_not_exists(verifiedAt) AND attribute_not_exists(${as}) AND sessionEpoch = :epoch AND email = :email`,
      values: {
        ...{ ":at": nowIso(), ":one": 1, ":epoch": user.sessionEpoch, ":email": user.email },
        ...(invitedBy && { ":by": invitedBy }),
      },
      refusal,
    },
    ...lasting,
    { kind: "update", key: credentialKey(user.id), update: "REMOVE expiresAt", condition: EXISTS, refusal },
  ]
}

/** Staff let in who has waited for it. */
export function acceptMember(user: User, refusal: () => Error): Write {
  return {
    kind: "update",
    key: userKey(user.id),
    update: "SET verifiedAt = :at, updatedAt = :at, version = version + :one REMOVE appliedAt",
    condition: "attribute_exists(appliedAt) AND version = :version",
    values: { ":at": nowIso(), ":one": 1, ":version": user.version },
    refusal,
  }
}

/**
 * Staff do not: it is a registration again that nobody has confirmed, and goes away by itself.
 * @param has whether there is a password, and which accounts at other providers lead here
 */
export function turnAway(
  user: User,
  skeleton: string,
  has: { password: boolean; accounts: { provider: string; id: string }[] },
  refusal: () => Error,
): Write[] {
  const end = epochSecondsIn(PENDING_LIFE)
  const guards = [userNameKey(skeleton), emailKey(user.email!)].map(
    (key): Write => ({
      kind: "update",
      key,
      update: "SET expiresAt = :end",
      condition: "#user = :user",
      names: { "#user": "user" },
      values: { ":user": user.id, ":end": end },
      refusal,
    }),
  )
  return [
    {
      kind: "update",
      key: userKey(user.id),
      update: "SET expiresAt = :end, updatedAt = :at, version = version + :one REMOVE appliedAt",
      condition: "attribute_exists(appliedAt) AND version = :version",
      values: { ":end": end, ":at": nowIso(), ":one": 1, ":version": user.version },
      refusal,
    },
    ...guards,
    ...(has.password
      ? [
          {
            kind: "update",
            key: credentialKey(user.id),
            update: "SET expiresAt = :end",
            condition: EXISTS,
            values: { ":end": end },
            refusal,
          } as const,
        ]
      : []),
    // Without a condition: they go with the ones above.
    ...has.accounts.flatMap(({ provider, id }): Write[] => [
      { kind: "delete", key: accountKey(provider, id) },
      { kind: "delete", key: heldAccountKey(user.id, provider, id) },
    ]),
  ]
}
