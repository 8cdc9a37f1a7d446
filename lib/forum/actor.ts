/** Who acts. Every domain function takes its actor explicitly. */
import { ForumError } from "#lib/base/errors.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Role, TrustLevel, User } from "#lib/db/items/users.ts"
import { type Thresholds, trustOf } from "./trust.ts"

export type Guest = { kind: "guest" }
export type Member = {
  kind: "member"
  id: string
  name: string
  role: Role
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
}
export type Actor = Guest | Member

export const GUEST: Guest = { kind: "guest" }

/** The member as an actor. Read the user consistently before letting it write. @param set what levels are earned by */
export function memberFrom(user: User, set?: Thresholds): Member {
  const { id, name, role, suspendedUntil, suspendedWhy, silencedUntil, silencedWhy, postCount } = user
  return {
    ...{ kind: "member", id, name, role, postCount, level: trustOf(user, set) },
    ...(suspendedUntil && { suspendedUntil, suspendedWhy }),
    ...(silencedUntil && { silencedUntil, silencedWhy }),
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
