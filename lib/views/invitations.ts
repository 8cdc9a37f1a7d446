/** Open invitations, as who made them and administrators see them. */

import { nowIso } from "#lib/base/clock.ts"
import type { Invitation } from "#lib/db/items/invitations.ts"
import { openInvitations, openInvitationsOf } from "#lib/db/patterns/invitations.ts"
import { authorize, can } from "#lib/forum/access.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { goodInvitation, MOST, mayInvite } from "#lib/forum/invitations.ts"
import { namesOf } from "./case-rows.ts"

export type InvitationRow = Pick<Invitation, "hash" | "left" | "of" | "endsAt" | "note"> & { name: string }

export type InvitationsView = {
  rows: InvitationRow[]
  next?: string
  /** What a new one may be; absent for who may make none. */
  bounds?: { people: number; days: number }
}

/** A page of everybody's. @throws ForumError unauthenticated, forbidden */
export async function loadAllInvitations(actor: Actor, after?: string): Promise<InvitationsView> {
  authorize(actor, "settings.change", {})
  const { items, next } = await openInvitations(after)
  return { rows: await rowsOf(items), ...(next && { next }), bounds: MOST.administrator }
}

/** One's own; null for who may make none and has none. @throws ForumError unauthenticated */
export async function loadOwnInvitations(actor: Actor): Promise<InvitationsView | null> {
  const member = requireMember(actor)
  const rows = await rowsOf(await openInvitationsOf(member.id))
  if (!(await mayInvite(member))) return rows.length > 0 ? { rows } : null
  return { rows, bounds: MOST[can(member, "settings.change", {}) ? "administrator" : "member"] }
}

/** Whether somebody may register by this secret now. */
export async function isGoodInvitation(secret: string): Promise<boolean> {
  return (await goodInvitation(secret)) !== undefined
}

/** What has ended by itself is not open any more, though nobody withdrew it. */
async function rowsOf(items: Invitation[]): Promise<InvitationRow[]> {
  const open = items.filter(({ endsAt }) => endsAt > nowIso())
  const names = await namesOf(open.map(({ by }) => by))
  return open.map(({ hash, left, of, endsAt, note, by }) => ({
    ...{ hash, left, of, endsAt, name: names(by) },
    ...(note && { note }),
  }))
}
