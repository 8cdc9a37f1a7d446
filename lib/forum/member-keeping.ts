/** Members as administrators look after them: found by name or address, signed out, sent their confirmation again. */
import { z } from "zod"
import { confirmAgain } from "#lib/auth/registration.ts"
import { DAY } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { isPending, type User } from "#lib/db/items/users.ts"
import { namesBeginning } from "#lib/db/patterns/names.ts"
import { twoStepOf } from "#lib/db/patterns/two-step.ts"
import { getUser, getUsers, userByEmail, userBySkeleton } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { changeMember } from "#lib/db/writes/members.ts"
import { switchOff } from "#lib/db/writes/two-step.ts"
import { post } from "#lib/email/send.ts"
import { twoStepTakenOff } from "#lib/email/two-step-letters.ts"
import { authorize, can } from "./access.ts"
import type { Actor } from "./actor.ts"
import { aboutMember, told } from "./administering.ts"
import type { Manager } from "./categories.ts"
import { folded, skeletonOf } from "./names.ts"

/** Longer than any name or address is neither. */
const LONGEST = 200

/**
 * Members whose names begin so, at most as many as a list shows, and one who is called just so and has not confirmed
 * their address; or the one with this address. @throws ForumError unauthenticated, forbidden
 */
export async function findMembers(actor: Actor, typed: string): Promise<User[]> {
  authorize(actor, "forum.administer", {})
  const asked = typed.toWellFormed().trim().slice(0, LONGEST)
  if (asked === "") return []
  if (asked.includes("@")) {
    const one = await userByEmail(asked.toLowerCase())
    return one && maySeeAddress(actor, one) ? [one] : []
  }
  const [called, exact] = await Promise.all([
    namesBeginning(folded(asked)),
    userBySkeleton(skeletonOf(asked)),
  ])
  const others = (await getUsers(called.map(({ user }) => user))).filter(({ id }) => id !== exact?.id)
  return [...(exact ? [exact] : []), ...others]
}

/** Whose address one is told, and finds them by: of who is below, and one's own. */
export function maySeeAddress(actor: Actor, member: User): boolean {
  return (actor.kind === "member" && actor.id === member.id) || can(actor, "member.keep", { member })
}

/** One of them, whoever it is. @throws ForumError unauthenticated, forbidden, not-found */
export async function keptMember(actor: Actor, id: string): Promise<User> {
  authorize(actor, "forum.administer", {})
  const user = await getUser(id, { consistent: true })
  if (!user || user.leftAt) throw new ForumError("not-found", "member-missing")
  return user
}

/** The same for who does something with the account; the operator may do it with every one. */
async function forKeeping(manager: Manager, id: string): Promise<User> {
  if (manager.kind !== "operator") {
    const user = await keptMember(manager, id)
    authorize(manager, "member.keep", { member: user })
    return user
  }
  const user = await getUser(id, { consistent: true })
  if (!user) throw new ForumError("not-found", "member-missing")
  return user
}

export const KeepingInput = z.object({ member: Id })

/** Ends all sessions and unused links of a member. @throws ForumError unauthenticated, forbidden, not-found, conflict */
export function signOutMember(actor: Actor, { member }: z.output<typeof KeepingInput>): Promise<User> {
  return untilSettled(async () => {
    const user = await forKeeping(actor, member)
    await commit([
      changeMember(user, {}, () => new ForumError("conflict", "busy")),
      await told(actor, aboutMember(user.id), { act: "member-signed-out" }),
    ])
    return user
  })
}

/**
 * Takes two-step sign-in off a member who has lost what it needs, and ends their sessions; they are told by mail.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict/two-step-off
 */
export function takeTwoStepOff(manager: Manager, { member }: z.output<typeof KeepingInput>): Promise<User> {
  return untilSettled(async () => {
    const user = await forKeeping(manager, member)
    const held = await twoStepOf(user.id)
    if (!held?.since) throw new ForumError("conflict", "two-step-off")
    const busy = () => new ForumError("conflict", "busy")
    await commit([
      switchOff(held, undefined, busy),
      changeMember(user, { twoStepAt: null }, busy),
      await told(manager, aboutMember(user.id), { act: "member-two-step-off" }),
    ])
    if (user.email) post(twoStepTakenOff(user.email), user.id, DAY)
    return user
  })
}

/** Sends who has not confirmed their address the link again. @throws ForumError unauthenticated, forbidden, not-found, conflict */
export async function sendConfirmation(
  actor: Actor,
  { member }: z.output<typeof KeepingInput>,
): Promise<User> {
  const user = await forKeeping(actor, member)
  if (!isPending(user)) throw new ForumError("conflict", "confirmed-already")
  await confirmAgain(user)
  return user
}
