/** A member's drafts: what each is for, and where one goes on with it. */
import { isForumError } from "#lib/base/errors.ts"
import { type Cursor, parseCursor } from "#lib/base/page.ts"
import type { Draft } from "#lib/db/items/drafts.ts"
import { draftOn, draftsOf } from "#lib/db/patterns/drafts.ts"
import { refusalOf, sentenceOf } from "#lib/forum/access.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import { visibleConversation } from "#lib/forum/cases.ts"
import { DraftPlace, type ShownDraft, shownDraft } from "#lib/forum/drafts.ts"
import { visiblePost, visibleTopic } from "#lib/forum/visible.ts"
import {
  areaOf,
  casePath,
  draftPath,
  editPath,
  messagePath,
  newTopicPath,
  replyPath,
} from "#lib/web/paths.ts"
import { staffCasePath } from "#lib/web/staff-paths.ts"
import { t } from "#lib/words/t.ts"
import { type WaitingText, waitingTexts } from "./waiting.ts"

export type DraftRow = {
  place: string
  mark: string
  /** What it is for, in words: "Your reply in …". */
  where: string
  title?: string
  excerpt: string
  updatedAt: string
  /** Where one goes on with it: the form, or the text alone. */
  href: string
  /** Why it cannot be sent just now. */
  refusal?: string
}

export type DraftsView = {
  rows: DraftRow[]
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
  /** What was sent and waits for approval, on the first page. */
  waiting: WaitingText[]
  /** One that was just thrown away and can be brought back. */
  thrown?: { place: string; mark: string }
}

/** Drafts from a cursor on; null when there is no such page. @param thrown the place of one that was thrown away */
export async function draftsPage(
  member: Member,
  cursorText?: string,
  thrown?: string,
): Promise<DraftsView | null> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText)
  if (cursorText !== undefined && !cursor) return null
  const place = DraftPlace.safeParse(thrown)
  const [{ items, older, newer }, gone] = await Promise.all([
    draftsOf(member.id, cursor),
    place.success ? draftOn(member.id, place.data) : undefined,
  ])
  const latestFirst = items.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  return {
    rows: await Promise.all(latestFirst.map((draft) => rowOf(member, draft))),
    ...(older && { older }),
    ...(newer && { newer }),
    isFirst: cursor === undefined,
    waiting: cursor ? [] : await waitingTexts(member),
    ...(gone?.discardedAt && { thrown: { place: gone.place, mark: gone.mark } }),
  }
}

export type DraftView = DraftRow & { fields: Record<string, string> }

/** One draft with all of its text; null when there is none in that place. */
export async function draftView(member: Member, placeText: string): Promise<DraftView | null> {
  const place = DraftPlace.safeParse(placeText)
  const draft = place.success ? await draftOn(member.id, place.data) : undefined
  if (!draft || draft.discardedAt) return null
  return { ...(await rowOf(member, draft)), fields: draft.fields }
}

/** What a writing form gets of its writer: who they are, and what they have begun there. */
export type Begun = { owner?: string; draft: ShownDraft | null }

export async function begunIn(actor: Actor, place: DraftPlace): Promise<Begun> {
  if (actor.kind !== "member") return { draft: null }
  const draft = await draftOn(actor.id, place)
  return { owner: actor.id, draft: draft && !draft.discardedAt ? shownDraft(draft) : null }
}

const EXCERPT = 200

async function rowOf(member: Member, draft: Draft): Promise<DraftRow> {
  const { place, mark, fields, updatedAt } = draft
  const excerpt = (fields.body ?? "")
    .slice(0, 2 * EXCERPT)
    .replace(/\s+/g, " ")
    .trim()
  return {
    ...{ place, mark, updatedAt },
    excerpt: excerpt.length > EXCERPT ? `${excerpt.slice(0, EXCERPT)}…` : excerpt,
    ...(fields.title && { title: fields.title }),
    ...(await targetOf(member, draft)),
  }
}

type Target = Pick<DraftRow, "where" | "href" | "refusal">

async function targetOf(member: Member, { place, id, fields }: Draft): Promise<Target> {
  if (place === "topic") return { where: t("drafts.begun"), href: newTopicPath() }
  if (place === "staff") return { where: t("drafts.to-staff"), href: messagePath() }
  try {
    if (place.startsWith("staff:")) return await talkTarget(member, id)
    return await (place.startsWith("reply:")
      ? replyTarget(member, place, id, fields.replyTo)
      : editTarget(member, place, id))
  } catch (error) {
    if (!isForumError(error, "not-found")) throw error
    return { where: t("drafts.lost-place"), href: draftPath(place), refusal: t("drafts.gone") }
  }
}

async function replyTarget(member: Member, place: string, id: string, to?: string): Promise<Target> {
  const { topic, category } = await visibleTopic(member, id)
  // Under the id that the topic had when the reply was begun: merged into another, it keeps its draft.
  const href = replyPath({ slug: topic.slug, id }, to, areaOf(category))
  const where = t("drafts.reply-in", { topic: topic.title })
  return { where, ...openOr(place, href, refusalOf(member, "topic.reply", { topic, category })) }
}

async function talkTarget(member: Member, id: string): Promise<Target> {
  const { subject } = await visibleConversation(member, id)
  return {
    where: t("drafts.in-talk"),
    href: subject.member === member.id ? casePath(id) : staffCasePath(id),
  }
}

async function editTarget(member: Member, place: string, id: string): Promise<Target> {
  const scene = await visiblePost(member, id)
  const { topic } = scene
  const where =
    topic.firstPost === id
      ? t("drafts.edit-own-topic", { topic: topic.title })
      : t("drafts.edit-of", { topic: topic.title })
  return { where, ...openOr(place, editPath(id), refusalOf(member, "post.edit", scene)) }
}

function openOr(
  place: string,
  href: string,
  refusal: ReturnType<typeof refusalOf>,
): Pick<Target, "href" | "refusal"> {
  return refusal ? { href: draftPath(place), refusal: sentenceOf(refusal) } : { href }
}
