/** Names that are asked for with the address of a member, as values for commit(). */
import { epochSecondsIn, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { IS_NEW, type Write } from "../commit.ts"
import { askedWith, UserNames } from "../items/users.ts"
import { emailKey, userNameKey } from "../keys/users.ts"
import { PENDING_LIFE } from "./registrations.ts"

export type Asking = {
  member: string
  address: string
  skeleton: string
  /** What was asked for with the address before. */
  before?: string
  /** Whether that one is still held by it: then it is free again. By now it may be somebody's, the member's own for example. */
  frees?: boolean
}

/**
 * Holds a name that nobody has, as the registration of an unknown address would hold it; 3 WCU, 4 where it is another than
 * before. @throws (when sent) ForumError conflict: name-taken, email-taken where another was quicker
 */
export function holdAskedName({ member, address, skeleton, before, frees }: Asking): Write[] {
  const user = askedWith(member)
  const names = { "#user": "user" }
  const values = { ":user": user, ":now": Math.floor(now() / 1000) }
  return [
    {
      kind: "put",
      item: UserNames.encode({ skeleton, user, expiresAt: epochSecondsIn(PENDING_LIFE) }),
      condition: `${IS_NEW} OR #user = :user OR expiresAt <= :now`,
      names,
      values,
      refusal: () => new ForumError("conflict", "name-taken", { field: "name" }),
    },
    {
      kind: "update",
      key: emailKey(address),
      update: "SET asked = :asked",
      condition: `#user = :member AND ${before === undefined ? "attribute_not_exists(asked)" : "asked = :before"}`,
      names,
      values: { ":asked": skeleton, ":member": member, ...(before !== undefined && { ":before": before }) },
      refusal: () => new ForumError("conflict", "email-taken", { field: "email" }),
    },
    ...(frees && before !== undefined && before !== skeleton
      ? [
          {
            kind: "delete" as const,
            key: userNameKey(before),
            condition: `${IS_NEW} OR #user = :user`,
            names,
            values: { ":user": user },
            refusal: () => new ForumError("conflict", "email-taken", { field: "email" }),
          },
        ]
      : []),
  ]
}
