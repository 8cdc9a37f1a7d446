/** Roles: who is staff, and who decides that. */
import { z } from "zod"
import { confirmation } from "#lib/auth/registration.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { Role, type User } from "#lib/db/items/users.ts"
import { getUser, userByEmail, userBySkeleton } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { changeMember, memberUnchanged } from "#lib/db/writes/members.ts"
import { putSetting } from "#lib/db/writes/site.ts"
import { authorize } from "./access.ts"
import { aboutMember, told } from "./administering.ts"
import type { Manager } from "./categories.ts"
import { isSameName, skeletonOf } from "./names.ts"
import { OWNER } from "./owner.ts"

export const RoleInput = z.object({
  member: z
    .string()
    .max(26)
    .transform((id) => id.toUpperCase()),
  role: Role,
})

/**
 * Gives a member another role; their sessions and links end, so that nobody acts by an old right.
 * @throws ForumError not-found, forbidden, conflict (changed meanwhile)
 */
export function setRole(manager: Manager, { member, role }: z.output<typeof RoleInput>): Promise<User> {
  return untilSettled(async () => {
    const [user, own] = await Promise.all([
      getUser(member, { consistent: true }),
      manager.kind === "member" ? getUser(manager.id, { consistent: true }) : undefined,
    ])
    if (!user) throw new ForumError("not-found", "member-missing")
    if (manager.kind !== "operator") authorize(manager, "member.role", { member: user, role })
    if (user.role === role) return user
    const busy = () => new ForumError("conflict", "busy")
    await commit([
      changeMember(user, { role }, busy),
      // Two owners who take the role from each other at the same moment would leave the forum without one.
      own && memberUnchanged(own, () => new ForumError("forbidden", "not-allowed")),
      await told(manager, aboutMember(user.id), {
        act: "member-role",
        before: { role: user.role },
        after: { role },
      }),
    ])
    return { ...user, role }
  })
}

/**
 * For the operator: makes a member the owner, by address or name; who has not confirmed their address is
 * vouched for. May be run twice.
 * @throws ForumError not-found; forbidden/cannot-sign-in for imported members without an address
 */
export async function makeOwner(nameOrEmail: string): Promise<User> {
  const user = await memberCalled(nameOrEmail)
  if (!user) throw new ForumError("not-found", "member-missing")
  if (!user.email) throw new ForumError("forbidden", "cannot-sign-in")
  if (!user.verifiedAt) await commit(confirmation(user))
  if (user.role !== "owner")
    await commit([
      changeMember(user, { role: "owner" }, () => new ForumError("conflict", "busy")),
      putSetting(OWNER, { user: user.id }),
    ])
  return { ...user, role: "owner" }
}

/** For the operator: a member by address or name. */
export async function memberCalled(typed: string): Promise<User | undefined> {
  const nameOrEmail = typed.trim()
  if (nameOrEmail.includes("@")) return userByEmail(nameOrEmail.toLowerCase())
  const user = await userBySkeleton(skeletonOf(nameOrEmail))
  return user && isSameName(user.name, nameOrEmail) ? user : undefined
}
