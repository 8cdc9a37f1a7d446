/** Bookmarks: posts that a member wants to find again, with a note to themselves. A topic's is that of its first post. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Bookmark } from "#lib/db/items/watching.ts"
import { bookmarkOn } from "#lib/db/patterns/own-lists.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putBookmark, removeBookmark } from "#lib/db/writes/bookmarks.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { visiblePost } from "./visible.ts"

const MAX_NOTE = 200

export const BookmarkInput = z.object({
  post: Id,
  /** Empty takes the note away; absent leaves it as it is. */
  note: z.string().trim().max(MAX_NOTE, `A note has at most ${MAX_NOTE} characters.`).optional(),
})

/**
 * Bookmarks a post, or changes the note of its bookmark. One that was taken away within the last day comes back
 * as it was. @throws ForumError not-found, unauthenticated, forbidden, limited
 */
export async function bookmarkPost(actor: Actor, input: z.output<typeof BookmarkInput>): Promise<Bookmark> {
  const scene = await visiblePost(actor, input.post)
  authorize(actor, "post.bookmark", scene)
  const member = requireMember(actor)
  await spend("keeping.change", member.id)
  const before = await bookmarkOn(member.id, scene.post.id)
  const [now, note] = [nowIso(), input.note ?? before?.note]
  const bookmark: Bookmark = {
    user: member.id,
    post: scene.post.id,
    topic: scene.topic.id,
    ...(note && { note }),
    at: before?.at ?? now,
  }
  await commit(putBookmark(bookmark, now))
  return bookmark
}

export const UnbookmarkInput = z.object({ post: Id })

/** Takes a bookmark away; also one of a post that the member may not see any more. @throws ForumError unauthenticated, not-found */
export async function unbookmarkPost(
  actor: Actor,
  input: z.output<typeof UnbookmarkInput>,
): Promise<Bookmark> {
  const member = requireMember(actor)
  await spend("keeping.change", member.id)
  return untilSettled(async () => {
    const bookmark = await bookmarkOn(member.id, input.post)
    if (!bookmark) throw new ForumError("not-found", "bookmark-missing")
    if (bookmark.removedAt) return bookmark
    const state = await readStateOf(member.id, bookmark.topic, { consistent: true })
    await commit(removeBookmark(bookmark, state, nowIso()))
    return bookmark
  })
}
