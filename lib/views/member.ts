/** Who a member is, for everybody to see. */
import { CATEGORIES, memberTag, nameTag } from "#lib/base/cache-tags.ts"
import { isPending, type Role } from "#lib/db/items/users.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { visitsOf } from "#lib/db/patterns/visits.ts"
import { shownAbout } from "#lib/forum/about.ts"
import { isSameName, skeletonOf } from "#lib/forum/names.ts"
import { presentNameOf } from "#lib/forum/renaming.ts"
import { shownVisits } from "#lib/forum/visits.ts"
import { cached } from "#lib/web/cached.ts"

export type MemberHead = {
  id: string
  name: string
  role: Role
  /** What they say about themselves: its beginning without marks, and all of it as safe HTML. */
  about: string
  aboutHtml: string
  joinedAt: string
  /** Days (UTC) on which they were here; of who does not show when they were last here, those up to this month. */
  daysActive: number
  /** `yyyy-mm-dd`, of who shows it. */
  lastSeen?: string
  topicCount: number
  postCount: number
  likesReceived: number
  answerCount: number
}

/**
 * Who has this name, in any case; the head carries the name as it is written. Whoever has not confirmed their
 * address is no member yet.
 */
export async function memberNamed(name: string): Promise<MemberHead | null> {
  const skeleton = skeletonOf(name)
  // Longer than any name, and the table refuses to look for very long ones.
  if (skeleton.length > 200) return null
  const user = await userBySkeleton(skeleton)
  if (!user || !isSameName(user.name, name) || isPending(user)) return null
  const { id, role, about, createdAt, topicCount, postCount, likesReceived = 0, answerCount = 0 } = user
  const visits = shownVisits(user, await visitsOf(id))
  const figures = { topicCount, postCount, likesReceived, answerCount, ...visits }
  const { excerpt, html: aboutHtml } = await shownAbout(id, about)
  return { id, name: user.name, role, about: excerpt, aboutHtml, joinedAt: createdAt, ...figures }
}

/** Who once had this name, as they are called now: the address of then leads there. */
async function formerlyNamed(name: string): Promise<MemberHead | null> {
  const present = skeletonOf(name).length > 200 ? undefined : await presentNameOf(name)
  return present ? memberNamed(present) : null
}

/** What the pages about a member depend on. */
export const tagsOfMember = (id: string, _name: string, _cursor?: string): string[] => [
  memberTag(id),
  CATEGORIES,
]

/** Whose name it is, and how they write it: what an address needs. */
export const loadNamed = cached(
  "member-name",
  (name: string) => [nameTag(skeletonOf(name))],
  async (name): Promise<{ id: string; name: string } | null> => {
    const member = (await memberNamed(name)) ?? (await formerlyNamed(name))
    return member && { id: member.id, name: member.name }
  },
)

export const loadMemberHead = cached("member-head", tagsOfMember, (_id, name) => memberNamed(name))
