/** Who is staff, who looks after what, and who is above whom. */
import type { Role } from "#lib/db/items/users.ts"
import type { Actor } from "./actor.ts"

export function isStaff(actor: Actor): boolean {
  return actor.kind === "member" && actor.role !== "member"
}

/** Whether they look after what lies in a category: staff everywhere, others where they were made its moderators. */
export function moderates(actor: Actor, category: string | undefined): boolean {
  if (isStaff(actor)) return true
  return actor.kind === "member" && category !== undefined && (actor.wards?.includes(category) ?? false)
}

export function isAdmin(actor: Actor): boolean {
  return actor.kind === "member" && (actor.role === "admin" || actor.role === "owner")
}

export const hasRole = (actor: Actor, role: Role): boolean => actor.kind === "member" && actor.role === role
export const isBelowAdmin = (role: Role): boolean => role === "member" || role === "moderator"

/** From what one may do to whom. */
const RANKS: readonly Role[] = ["member", "moderator", "admin", "owner"]
export const isAbove = (role: Role, actor: Actor): boolean =>
  actor.kind !== "member" || RANKS.indexOf(role) > RANKS.indexOf(actor.role)

export const isAuthor = (actor: Actor, thing: { author: { id: string } }): boolean =>
  actor.kind === "member" && actor.id === thing.author.id

/** Staff are above members, administrators above moderators, the owner above everybody; nobody is above themselves. */
export function governs(actor: Actor, member: { id: string; role: Role }): boolean {
  if (isAuthor(actor, { author: member })) return false
  if (member.role === "member") return isStaff(actor)
  return hasRole(actor, "owner") || (isAdmin(actor) && isBelowAdmin(member.role))
}
