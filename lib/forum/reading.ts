/** How far a member has read. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { markRead } from "#lib/db/writes/users.ts"
import { type Actor, requireMember } from "./actor.ts"
import { visiblePost } from "./visible.ts"

export const ReadInput = z.object({ post: Id })

class ReadAlready extends Error {}

/** Remembers that the member has had this post on the screen; never goes back. @throws ForumError not-found, unauthenticated */
export async function readUpTo(actor: Actor, input: z.output<typeof ReadInput>): Promise<void> {
  const member = requireMember(actor)
  const { post, topic } = await visiblePost(actor, input.post)
  try {
    await commit([markRead(member.id, topic.id, post.id, nowIso(), () => new ReadAlready())])
  } catch (error) {
    if (!(error instanceof ReadAlready)) throw error
  }
}
