/** Moderators of single categories: members who look after what is written there, and are no staff (ADR 275). */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { isPending, type User } from "#lib/db/items/users.ts"
import { wardensOf } from "#lib/db/patterns/categories.ts"
import { getUser, userBySkeleton } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putWardens } from "#lib/db/writes/categories.ts"
import { setWards } from "#lib/db/writes/members.ts"
import type { Actor } from "./actor.ts"
import { aboutCategory, told } from "./administering.ts"
import { managedCategory } from "./categories.ts"
import { isSameName, skeletonOf } from "./names.ts"

/** They are in the member's own item, which is read with every request: whoever looks after more is a moderator of all. */
const MOST_WARDS = 20
/** Of one category: so many are read and shown together. */
const MOST_WARDENS = 10

const category = z.string().max(60)
export const NameWardenInput = z.object({ category, member: z.string().trim().max(100) })
export const EndWardenInput = z.object({ category, member: Id })

/**
 * Makes a member, by name, a moderator of a category. It holds from their next request on; who is it already stays it.
 * @throws ForumError unauthenticated, forbidden, not-found; invalid with the field "member"
 */
export function nameWarden(actor: Actor, input: z.output<typeof NameWardenInput>): Promise<User> {
  return untilSettled(async () => {
    const place = await managedCategory(actor, input.category)
    if (place.removed) throw new ForumError("not-found", "category-missing")
    const user = await memberCalled(input.member)
    if (user.role !== "member") throw refused("ward-is-staff")
    // What they may not read they cannot look after, and this opens nothing.
    if (place.readers === "staff") throw refused("ward-cannot-read")
    const wards = user.wards ?? []
    if (wards.includes(place.id)) return user
    if (wards.length >= MOST_WARDS) throw refused("too-many-wards")
    const { index, present } = await presentIn(place.id)
    if (present.length >= MOST_WARDENS) throw refused("too-many-wardens")
    await commit([
      setWards(user, [...wards, place.id]),
      putWardens(index, [...present.map(({ id }) => id), user.id]),
      await told(actor, aboutCategory(place), { act: "moderator-named", after: { moderator: user.id } }),
    ])
    return { ...user, wards: [...wards, place.id] }
  })
}

/**
 * Takes it from them, at once; where they are none it stays so. @throws ForumError unauthenticated, forbidden, not-found
 */
export function endWarden(actor: Actor, input: z.output<typeof EndWardenInput>): Promise<{ id: string }> {
  return untilSettled(async () => {
    const place = await managedCategory(actor, input.category)
    const user = await getUser(input.member, { consistent: true })
    if (!user?.wards?.includes(place.id)) return { id: input.member }
    const { index, present } = await presentIn(place.id)
    const others = present.map(({ id }) => id).filter((id) => id !== user.id)
    await commit([
      setWards(
        user,
        user.wards.filter((id) => id !== place.id),
      ),
      putWardens(index, others),
      await told(actor, aboutCategory(place), { act: "moderator-ended", before: { moderator: user.id } }),
    ])
    return user
  })
}

/** Who moderates a category without being staff. @throws ForumError unauthenticated, forbidden, not-found */
export async function wardensFor(actor: Actor, id: string): Promise<User[]> {
  return (await presentIn((await managedCategory(actor, id)).id)).present
}

/** Who has left, or has become staff, is in the list of the category until it is written the next time. */
async function presentIn(
  id: string,
): Promise<{ index: Awaited<ReturnType<typeof wardensOf>>; present: User[] }> {
  const index = await wardensOf(id)
  const users = await Promise.all(index.members.map((member) => getUser(member, { consistent: true })))
  return {
    index,
    present: users.filter((user) => user !== undefined).filter(({ wards }) => wards?.includes(id)),
  }
}

async function memberCalled(name: string): Promise<User> {
  const found = name ? await userBySkeleton(skeletonOf(name)) : undefined
  const user =
    found && isSameName(found.name, name) ? await getUser(found.id, { consistent: true }) : undefined
  if (!user || user.leftAt || isPending(user)) throw refused("member-missing")
  return user
}

type Code = "member-missing" | "ward-is-staff" | "ward-cannot-read" | "too-many-wards" | "too-many-wardens"
const refused = (code: Code): ForumError => new ForumError("invalid", code, { field: "member" })
