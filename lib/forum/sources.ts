/** What somebody wrote, as they wrote it, for who may read that. */
import { ForumError } from "#lib/base/errors.ts"
import type { Revision } from "#lib/db/items/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { authorize } from "./access.ts"
import type { Actor } from "./actor.ts"
import { moderates } from "./ranks.ts"
import { type PostScene, visiblePost } from "./visible.ts"
import { covered } from "./watched-words.ts"

/**
 * The Markdown of a post as it stands, for the form that edits or quotes it; what is covered is so for all but its author
 * and staff. @throws ForumError not-found, forbidden
 */
export async function sourceOf(actor: Actor, id: string): Promise<PostScene & { revision: Revision }> {
  const scene = await visiblePost(actor, id, { consistent: true })
  authorize(actor, "post.history", scene)
  const revision = await getRevision(id, scene.post.version, { consistent: true })
  if (!revision) throw new ForumError("not-found", "post-missing")
  return { ...scene, revision: await revisionFor(actor, scene, revision) }
}

/** A revision as the actor may read it. */
export async function revisionFor(
  actor: Actor,
  { post, topic }: Pick<PostScene, "post" | "topic">,
  revision: Revision,
): Promise<Revision> {
  const isTheirs = actor.kind === "member" && actor.id === post.author.id
  if (isTheirs || moderates(actor, topic.category)) return revision
  const { source, title } = revision
  return {
    ...revision,
    source: await covered(source),
    ...(title !== undefined && { title: await covered(title) }),
  }
}
