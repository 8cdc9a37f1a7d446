/** What waits for approval, for staff: as a post, or not. */
import { ForumError, isForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import type { CaseSubject } from "#lib/db/items/cases.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { HeldText } from "#lib/db/items/held.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { getHeld } from "#lib/db/patterns/held.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { settleHeld } from "#lib/db/writes/held.ts"
import { authorize, can } from "./access.ts"
import { type Actor, type Member, memberFrom } from "./actor.ts"
import { replyWrites } from "./posts.ts"
import { isSilenced, isSuspended } from "./suspended.ts"
import { topicWrites } from "./topics.ts"
import { visibleCategory, visibleTopic } from "./visible.ts"

/** A held text and where it would go, as far as that is still there. */
export type HeldScene = { held: HeldText; category?: Category; topic?: Topic }

/**
 * A held text for who may read where it would go; undefined where it is gone with its author.
 * @throws ForumError not-found where the actor may not read there
 */
export async function heldScene(
  actor: Actor,
  { member, id }: Pick<CaseSubject, "member" | "id">,
): Promise<HeldScene | undefined> {
  const held = await getHeld(member, id)
  // What its author took back is theirs alone.
  if (!held || (held.state === "withdrawn" && !(actor.kind === "member" && actor.id === member)))
    return undefined
  if (held.topic) {
    try {
      return { held, ...(await visibleTopic(actor, held.topic, { consistent: true })) }
    } catch (error) {
      if (!isForumError(error, "not-found")) throw error
    }
  }
  try {
    return { held, category: await visibleCategory(actor, held.category, { consistent: true }) }
  } catch (error) {
    // In a category that is removed nobody reads any more: staff can still turn it down.
    const isRemoved = (await findCategory(held.category, { consistent: true }))?.readers === "nobody"
    if (isForumError(error, "not-found") && isRemoved && can(actor, "case.see", {})) return { held }
    // Their own text stays with them, wherever it was for.
    if (isForumError(error, "not-found") && actor.kind === "member" && actor.id === member) return { held }
    throw error
  }
}

/**
 * What makes a post of a held text: as if its author had written it now. In a topic that was closed meanwhile, who
 * approves it may have to be staff; in one that is gone it cannot be.
 * @throws ForumError forbidden, not-found
 */
export async function approvalWrites(member: Member, { held, category, topic }: HeldScene): Promise<Write[]> {
  const user = await getUser(held.user, { consistent: true })
  if (!user || user.leftAt || !category) throw new ForumError("forbidden", "case-not-so")
  const author = memberFrom(user)
  if (isSuspended(author) || isSilenced(author)) throw new ForumError("forbidden", "author-suspended")
  if (held.topic) {
    if (!topic) throw new ForumError("forbidden", "topic-removed")
    authorize(member, "topic.reply", { topic, category })
    const { post, writes } = await replyWrites(author, { topic, category }, held)
    return [...writes, settleHeld(held, "approved", post.id)]
  }
  authorize(member, "topic.create", { category })
  const { title = "", tags = [], body } = held
  const { post, writes } = await topicWrites(author, category, { title, tags, body }, member)
  return [...writes, settleHeld(held, "approved", post.id)]
}

/** What turns it down: its author and staff can still read it. */
export function rejectionWrites({ held }: HeldScene): Write[] {
  return [settleHeld(held, "rejected")]
}
