/** The form that edits a post, as it begins. */
import { now } from "#lib/base/clock.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { refusalOf, sentenceOf } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { editableUntil } from "#lib/forum/newcomers.ts"
import { readOnlyRefusal } from "#lib/forum/read-only.ts"
import { sourceOf } from "#lib/forum/sources.ts"
import { visiblePost } from "#lib/forum/visible.ts"
import { typedTitle } from "#lib/forum/watched-words.ts"
import { type Begun, begunIn } from "./drafts.ts"
import { asMember, mayDecide } from "./post.ts"

export type EditView = Begun & {
  signedIn: boolean
  refusal?: string
  post: string
  author: string
  title: string
  isFirst: boolean
  version: string
  topicVersion: string
  initial: Record<string, string>
  /** Somebody else wrote it, and may be told why. */
  isOthers: boolean
}

async function tooLate(actor: Actor, post: Post): Promise<ReturnType<typeof refusalOf>> {
  const until = actor.kind === "member" ? await editableUntil(actor, post) : undefined
  return until && Date.parse(until) <= now() ? { kind: "forbidden", code: "edit-too-late" } : undefined
}

/** @throws ForumError not-found */
export async function loadEdit(viewer: Actor, id: string): Promise<EditView> {
  const scene = await visiblePost(viewer, id)
  const actor = (await mayDecide(viewer, scene)) ? viewer : asMember(viewer)
  const { post, topic } = scene
  const refusal =
    refusalOf(actor, "post.edit", scene) ?? (await readOnlyRefusal(viewer)) ?? (await tooLate(actor, post))
  const isFirst = post.id === topic.firstPost
  const revision = refusal ? undefined : (await sourceOf(actor, id)).revision
  return {
    ...(await begunIn(actor, `edit:${post.id}`)),
    signedIn: actor.kind === "member",
    ...(refusal?.kind === "forbidden" && { refusal: sentenceOf(refusal) }),
    post: post.id,
    author: post.author.name,
    title: topic.title,
    isFirst,
    version: String(revision?.n ?? post.version),
    topicVersion: String(topic.version),
    isOthers: actor.kind === "member" && post.author.id !== actor.id,
    initial: {
      body: revision?.source ?? "",
      // As it was typed: what is covered in it is so on pages.
      ...(isFirst && { title: await typedTitle(topic.title, revision), tags: topic.tags.join(", ") }),
    },
  }
}
