/** What would go if all that some members wrote were removed: for staff to look at before. */
import { isForumError } from "#lib/base/errors.ts"
import type { Member } from "#lib/forum/actor.ts"
import { MOST_COUNTED, MOST_SWEPT, Names, sweepable } from "#lib/forum/sweeping.ts"
import { staffMemberPath } from "#lib/web/paths.ts"

export type SweepView = {
  /** As typed. */
  names: string
  mostNames: number
  mostCounted: number
  /** Why there is nothing to show. */
  wrong?: string
  members?: { name: string; href: string; topics: number; posts: number }[]
}

/** @throws ForumError unauthenticated, not-found: also to who is no staff */
export async function loadSweep(actor: Member, names: string | undefined): Promise<SweepView> {
  const view = { names: names ?? "", mostNames: MOST_SWEPT, mostCounted: MOST_COUNTED }
  if (names === undefined) return view
  const parsed = Names.safeParse(names)
  if (!parsed.success) return { ...view, wrong: parsed.error.issues[0]!.message }
  try {
    const found = await sweepable(actor, parsed.data)
    const members = found.map(({ user: { id, name }, topics, posts }) => ({
      ...{ name, href: staffMemberPath(id), topics, posts },
    }))
    return { ...view, members }
  } catch (error) {
    if (isForumError(error, "invalid") || isForumError(error, "forbidden"))
      return { ...view, wrong: error.message }
    throw error
  }
}
