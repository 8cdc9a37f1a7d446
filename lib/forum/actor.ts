/** Who acts. Every domain function takes its actor explicitly. */
import { ForumError } from "#lib/base/errors.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Role, TrustLevel, User } from "#lib/db/items/users.ts"
import type { SettingValues } from "./settings-list.ts"
import { type Thresholds, trustOf } from "./trust.ts"

export type Guest = { kind: "guest" }
export type Member = {
  kind: "member"
  id: string
  name: string
  role: Role
  /** What their role would be: they have none of its abilities before they have two-step sign-in (ADR 0280). */
  awaitsTwoStep?: Role
  /** ISO 8601; while it lies ahead the member may read and do nothing else. */
  suspendedUntil?: string
  /** What they were told of it. */
  suspendedWhy?: string
  /** While it lies ahead the member may not speak in public. */
  silencedUntil?: string
  silencedWhy?: string
  /** How much the member has written: what new members may not do yet depends on it. */
  postCount: number
  /** How far they are trusted: what they may do, and how much of it. */
  level?: TrustLevel
  /** Categories that they moderate, of who is no staff. */
  wards?: readonly string[]
}
export type Actor = Guest | Member

export const GUEST: Guest = { kind: "guest" }

/** What is set that decides what a member may do. */
type Set = Thresholds & Partial<Pick<SettingValues, "staff-two-step">>

/**
 * The member as an actor. Read the user consistently before letting it write.
 * @param set what levels are earned by, and whether staff need two-step sign-in: without it they are members like others
 */
export function memberFrom(user: User, set?: Set): Member {
  const moderates = user.role !== "member" || (user.wards?.length ?? 0) > 0
  const waits = set?.["staff-two-step"] === true && moderates && !user.twoStepAt
  const role = waits ? "member" : user.role
  const { id, name, suspendedUntil, suspendedWhy, silencedUntil, silencedWhy, postCount, wards } = user
  return {
    ...{ kind: "member", id, name, role, postCount, level: trustOf(user, set) },
    ...(waits && { awaitsTwoStep: user.role === "member" ? "moderator" : user.role }),
    ...(suspendedUntil && { suspendedUntil, suspendedWhy }),
    ...(silencedUntil && { silencedUntil, silencedWhy }),
    ...(wards && wards.length > 0 && !waits && { wards }),
  }
}

/** The snapshot of an author that posts and topics carry. */
export function personOf(member: Member): Person {
  return { id: member.id, name: member.name }
}

/** @throws ForumError unauthenticated when nobody is signed in */
export function requireMember(actor: Actor): Member {
  if (actor.kind !== "member") throw new ForumError("unauthenticated", "sign-in-first")
  return actor
}
