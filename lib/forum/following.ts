/** Members who follow, or have muted, each other. Whom somebody follows and mutes is nobody else's business. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { isPending, type User } from "#lib/db/items/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { MAX_MUTES, mutesOf, relationTo } from "#lib/db/patterns/watching.ts"
import { standTo } from "#lib/db/writes/watching.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"

export const Stance = z.enum(["follow", "neutral", "mute"])
export type Stance = z.output<typeof Stance>

export const StanceInput = z.object({ member: Id, stance: Stance })

/**
 * Follows a member, mutes them, or neither: one excludes the other. Who is followed can see by whom; who is muted
 * is not told. @throws ForumError not-found, unauthenticated, forbidden, limited, invalid (too many are muted)
 */
export async function takeStance(actor: Actor, input: z.output<typeof StanceInput>): Promise<User> {
  const other = await getUser(input.member, { consistent: true })
  if (!other || isPending(other) || other.leftAt) throw new ForumError("not-found", "member-missing")
  authorize(actor, "member.follow", { member: other })
  const member = requireMember(actor)
  if ((await stanceOn(member.id, other.id)) === input.stance) return other
  await spend("keeping.change", member.id)
  if (input.stance === "mute" && (await mutesOf(member.id)).length >= MAX_MUTES)
    throw new ForumError("invalid", "too-many-muted")
  const follow = { follower: { id: member.id }, followed: { id: other.id }, at: nowIso() }
  await commit(standTo(follow, input.stance))
  return other
}

/** How a member stands to another, as it is now. */
export async function stanceOn(user: string, other: string): Promise<Stance> {
  const { follows, mutes } = await relationTo(user, other)
  if (mutes) return "mute"
  return follows ? "follow" : "neutral"
}
