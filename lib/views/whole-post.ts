/** A post by itself: what a quote of it opens to. */
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { visiblePost } from "#lib/forum/visible.ts"
import { permanentPath } from "#lib/web/paths.ts"

export type WholePost = { author: string; html: string; href: string }

/** @throws ForumError not-found, whether it is gone, removed, hidden, or was never there */
export async function loadWholePost(actor: Actor, idText: string): Promise<WholePost> {
  const id = Id.safeParse(idText)
  if (!id.success) throw new ForumError("not-found", "post-missing")
  const { post } = await visiblePost(actor, id.data)
  // Staff and its author read what was removed on its own page, not inside of others' posts.
  if (post.removed) throw new ForumError("not-found", "post-missing")
  return { author: post.author.name, html: post.html, href: permanentPath(post.id) }
}
