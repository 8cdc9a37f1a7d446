/** What the composer needs to open where somebody reads: the same as the pages on which one writes. */
import { ForumError } from "#lib/base/errors.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { TEXT_LIMITS } from "#lib/forum/texts.ts"
import { editPath, messagePath, newTopicPath, permanentPath } from "#lib/web/paths.ts"
import type { WritingPlace } from "#lib/web/writing-places.ts"
import { loadEdit } from "./edit.ts"
import { type CategoryChoice, loadNewTopic, loadReply } from "./writing.ts"

type Common = {
  /** Whose drafts are kept here. */
  owner: string
  /** The address of the form as a page. */
  page: string
  limits: { body: number; title: number }
  /** Why this person may not write there. */
  refusal?: string
  /** What to know before one writes. */
  hints: string[]
}

export type ComposeView = Common &
  (
    | {
        kind: "reply"
        topic: { id: string; title: string; path: string }
        answered?: { id: string; author: string; path: string }
        /** A quote to put into the text. */
        quote?: string
      }
    | { kind: "staff" }
    | { kind: "topic"; categories: CategoryChoice[]; chosen?: string }
    | {
        kind: "edit"
        post: string
        author: string
        title: string
        isFirst: boolean
        version: string
        topicVersion: string
        initial: Record<string, string>
        isOthers: boolean
      }
  )

/** @throws ForumError unauthenticated, not-found */
export async function loadCompose(actor: Actor, place: WritingPlace | undefined): Promise<ComposeView> {
  const { id: owner } = requireMember(actor)
  if (!place) throw new ForumError("not-found", "page-missing")
  if (place.kind === "staff") return { ...common(owner, messagePath(), undefined, []), kind: "staff" }
  if (place.kind === "reply") {
    const { topic, page, refusal, answered, quote, hints } = await loadReply(actor, place)
    return {
      ...common(owner, page, refusal, hints),
      kind: "reply",
      topic: { id: topic.id, title: topic.title, path: topic.path },
      ...(answered && {
        answered: { id: answered.id, author: answered.author, path: permanentPath(answered.id) },
      }),
      ...(quote && { quote }),
    }
  }
  if (place.kind === "topic") {
    const { categories, chosen, refusal, hints } = await loadNewTopic(actor, place.category)
    return {
      ...common(owner, newTopicPath(chosen), refusal, hints),
      kind: "topic",
      categories,
      ...(chosen && { chosen }),
    }
  }
  const { signedIn: _, draft: __, refusal, ...edit } = await loadEdit(actor, place.post)
  return { ...common(owner, editPath(edit.post), refusal, []), kind: "edit", ...edit }
}

function common(owner: string, page: string, refusal: string | undefined, hints: string[]): Common {
  return { owner, page, limits: TEXT_LIMITS, hints, ...(refusal && { refusal }) }
}
