/** Nobody does anything with what was written by somebody above them. */
import type { Person } from "#lib/db/items/entity.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { authorize } from "./access.ts"
import type { Member } from "./actor.ts"
import { isStaff } from "./ranks.ts"

/** For decisions about what `author` wrote in a category. Whoever has left is above nobody. @throws ForumError forbidden */
export async function requireBelow(member: Member, author: string, category: string): Promise<void> {
  const user = await getUser(author, { consistent: true })
  if (user) authorize(member, "case.decide", { member: user, within: category })
}

/**
 * For whatever else is done with what somebody wrote: staff do that to each other, moderators of single categories do not
 * do it to staff. @throws ForumError forbidden
 */
export async function requireTheirs(
  member: Member,
  { author, category }: { author: Person; category: string },
): Promise<void> {
  if (!isStaff(member) && author.id !== member.id) await requireBelow(member, author.id, category)
}
