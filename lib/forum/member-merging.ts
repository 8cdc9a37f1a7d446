/** Two accounts of one person become one. The one that ends does so at once; what is theirs follows by a saga. No way back. */
import { z } from "zod"
import { chance } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { isPending, type User } from "#lib/db/items/users.ts"
import { howMuchOf } from "#lib/db/patterns/belongings.ts"
import { heldTextsOf } from "#lib/db/patterns/held.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { endMerged } from "#lib/db/writes/merging-members.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, memberFrom, requireMember } from "./actor.ts"
import { aboutMember, told } from "./administering.ts"
import { keptMember } from "./member-keeping.ts"
import { isSameName, skeletonOf } from "./names.ts"
import { newSaga } from "./sagas.ts"
import { isSilenced, isSuspended } from "./suspended.ts"

export const MERGING_MEMBERS = "merge-members"

/** More are not counted before. */
export const MOST_COUNTED = 100

export type MemberMerge = { from: User; into: User }

/**
 * Both accounts, when the actor may make one of them: the one that ends, by id, and the one that stays, by name.
 * @throws ForumError unauthenticated, forbidden, not-found; invalid with the field `into`; conflict
 */
async function mergeable(actor: Actor, fromId: string, intoName: string): Promise<MemberMerge> {
  const from = await keptMember(actor, fromId)
  authorize(actor, "member.keep", { member: from })
  const named = await userBySkeleton(skeletonOf(intoName).slice(0, 200))
  if (!named || !isSameName(named.name, intoName) || named.leftAt)
    throw new ForumError("invalid", "member-missing", { field: "into" })
  const into = await keptMember(actor, named.id)
  if (into.id === from.id) throw new ForumError("invalid", "merge-itself", { field: "into" })
  // One's own second account may become part of one's first one.
  if (into.id !== requireMember(actor).id) authorize(actor, "member.keep", { member: into })
  if (isPending(from) || isPending(into)) throw new ForumError("conflict", "merge-pending")
  // What somebody is trusted with does not end, nor come, by the way.
  if (from.role !== "member" || (from.wards?.length ?? 0) > 0) throw new ForumError("conflict", "merge-staff")
  if (isTakenFrom(from) || isTakenFrom(into)) throw new ForumError("conflict", "merge-suspended")
  return { from, into }
}

const isTakenFrom = (user: User): boolean => {
  const member = memberFrom(user)
  return isSuspended(member) || isSilenced(member)
}

/** What the account that ends has, of at most a hundred each: what the preview shows. @throws as mergeable */
export async function mergePreview(
  actor: Actor,
  fromId: string,
  intoName: string,
): Promise<MemberMerge & { topics: number; posts: number }> {
  const both = await mergeable(actor, fromId, intoName)
  return { ...both, ...(await howMuchOf(both.from.id, MOST_COUNTED)) }
}

export const MergeInput = z.object({
  member: Id,
  into: z.string().max(200),
  sure: z.literal("on", { error: () => t("panel.merge.say-sure") }),
})

const NUMBERS_TO_TRY = 8

/** Makes one account of two. @returns the saga @throws as mergeable; conflict/merge-waiting, busy */
export function mergeMembers(actor: Actor, input: z.output<typeof MergeInput>): Promise<Saga> {
  let tries = 0
  return untilSettled(async () => {
    const { from, into } = await mergeable(actor, input.member, input.into)
    const held = await heldTextsOf(from.id)
    // Their cases would stay, with nothing left to decide about.
    if (held.some(({ state }) => state === "waiting")) throw new ForumError("conflict", "merge-waiting")
    const names = [from.name, ...(from.formerNames ?? [])]
    if (++tries > NUMBERS_TO_TRY) throw new ForumError("conflict", "busy")
    const former = t("members.former", { number: 100_000 + Math.floor(chance() * 900_000) })
    const saga = newSaga(
      MERGING_MEMBERS,
      { user: from.id, to: into.id, name: from.name, into: into.name, names },
      { by: requireMember(actor).id },
    )
    const what = { act: "member-merged", before: { name: from.name }, after: { name: into.name } } as const
    await commit([
      ...endMerged(from, into, { name: former, skeleton: skeletonOf(former) }, names.map(skeletonOf)),
      ...putSaga(saga),
      await told(actor, aboutMember(into.id), what),
      await told(actor, aboutMember(from.id), what),
    ])
    return saga
  })
}
