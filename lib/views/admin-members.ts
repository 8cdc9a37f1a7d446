/** Members as administrators look after them. */
import { isPending, Role, type User } from "#lib/db/items/users.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { invitedBy } from "#lib/db/patterns/invitations.ts"
import { can } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { findMembers, keptMember, maySeeAddress } from "#lib/forum/member-keeping.ts"
import { namesOf } from "./case-rows.ts"

export type FoundMember = Pick<User, "id" | "name" | "email" | "role" | "createdAt"> & { pending: boolean }

/** @throws ForumError unauthenticated, forbidden */
export async function loadFoundMembers(actor: Member, typed: string): Promise<FoundMember[]> {
  return (await findMembers(actor, typed)).map((user) => rowOf(actor, user))
}

/** The address of who is beside or above one is theirs. */
function rowOf(actor: Member, user: User): FoundMember {
  const { id, name, email, role, createdAt } = user
  return {
    id,
    name,
    role,
    createdAt,
    ...(email && maySeeAddress(actor, user) && { email }),
    pending: isPending(user),
  }
}

export type KeptMember = FoundMember & {
  suspendedUntil?: string
  /** Since when they have two-step sign-in; told to who may take it off. */
  twoStepAt?: string
  topicCount: number
  postCount: number
  /** Roles that the viewer may give them; none where they may give none. */
  roles: Role[]
  mayKeep: boolean
  /** Categories that they moderate, of who is no staff. */
  wards: { id: string; name: string }[]
  /** By name. */
  invitedBy?: string
  invited: string[]
  /** Whether they have one, where it is not shown. */
  hasAddress: boolean
}

/** @throws ForumError unauthenticated, forbidden, not-found */
export async function loadKeptMember(actor: Member, id: string): Promise<KeptMember> {
  const user = await keptMember(actor, id)
  const roles = Role.options.filter((role) => can(actor, "member.role", { member: user, role }))
  const { suspendedUntil, twoStepAt, topicCount, postCount } = user
  const mayKeep = can(actor, "member.keep", { member: user })
  const invited = (await invitedBy(id)).map((one) => one.user)
  const names = await namesOf([...invited, ...(user.invitedBy ? [user.invitedBy] : [])])
  return {
    ...rowOf(actor, user),
    ...{ topicCount, postCount, ...(suspendedUntil && { suspendedUntil }) },
    roles: roles.some((role) => role !== user.role) ? roles : [],
    wards: (await findCategories(user.wards ?? [])).map(({ id, name }) => ({ id, name })),
    ...(user.invitedBy && names(user.invitedBy) && { invitedBy: names(user.invitedBy) }),
    invited: invited.map(names).filter((name) => name !== ""),
    hasAddress: user.email !== undefined,
    ...(mayKeep && twoStepAt && { twoStepAt }),
    mayKeep,
  }
}
