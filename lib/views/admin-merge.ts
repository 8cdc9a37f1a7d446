/** What administrators see before they make one account of two. */
import { ForumError } from "#lib/base/errors.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { keptMember } from "#lib/forum/member-keeping.ts"
import { MOST_COUNTED, mergePreview } from "#lib/forum/member-merging.ts"

export type MergeView = {
  id: string
  /** The account that ends. */
  name: string
  /** What was typed of the one that stays. */
  typed: string
  /** Why it cannot be. */
  problem?: string
  /** What happens, where it can. */
  preview?: { into: string; topics: number; posts: number; isMore: boolean }
}

/** @throws ForumError unauthenticated, forbidden, not-found */
export async function loadMerge(actor: Member, id: string, into = ""): Promise<MergeView> {
  const from = await keptMember(actor, id)
  authorize(actor, "member.keep", { member: from })
  const view = { id: from.id, name: from.name, typed: into.slice(0, 200) }
  if (view.typed.trim() === "") return view
  try {
    const both = await mergePreview(actor, id, view.typed.trim())
    const { topics, posts } = both
    const isMore = topics >= MOST_COUNTED || posts >= MOST_COUNTED
    return { ...view, preview: { into: both.into.name, topics, posts, isMore } }
  } catch (error) {
    if (!(error instanceof ForumError)) throw error
    return { ...view, problem: error.message }
  }
}
