/** Drafts: what a member has begun to write, kept as they type, found on their other devices, and gone when it is sent. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Draft } from "#lib/db/items/drafts.ts"
import { countDrafts, draftOn } from "#lib/db/patterns/drafts.ts"
import { madeByForm } from "#lib/db/patterns/site.ts"
import { bringBackDraft, deleteSentDraft, discardDraft, saveDraft } from "#lib/db/writes/drafts.ts"
import { spend } from "#lib/limits/spend.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { visibleConversation } from "./cases.ts"
import { FormKey, MAX_BODY } from "./texts.ts"
import { visiblePost, visibleTopic } from "./visible.ts"

/** Nobody comes back to a hundred unfinished texts; who has as many is asked to look through them. */
export const MAX_DRAFTS = 100
/** Characters: more than a post may have, so that a text that has to be shortened is kept as well. */
const MAX_DRAFT = 2 * MAX_BODY

/** Where a text is begun: `topic` (a new one), `reply:<topic>`, `edit:<post>`, `staff` and `staff:<case>`. One draft each. */
export const DraftPlace = z
  .string()
  .regex(/^(topic|staff|(reply|edit|staff):[0-7][0-9A-HJKMNP-TV-Z]{25})$/i)
  .transform((place) => place.replace(/:.*$/, (id) => id.toUpperCase()) as DraftPlace)
export type DraftPlace = "topic" | "staff" | `${"reply" | "edit" | "staff"}:${string}`

/** What a form says of its draft when the text is sent: which form it is, and which draft it was filled from. */
export const SENT_DRAFT = {
  writer: FormKey.optional().catch(undefined),
  draftMark: Id.optional().catch(undefined),
}
export type SentDraft = { writer?: string; draftMark?: string }

const text = z.string().transform((typed) => typed.toWellFormed())
/** The fields of our forms, as typed. Which version of a post is edited belongs to the text. */
const Fields = z.object({
  title: text.optional(),
  body: text.optional(),
  tags: text.optional(),
  category: text.optional(),
  replyTo: Id.optional(),
  version: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional(),
  topicVersion: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional(),
})

export const SaveDraftInput = z.object({
  place: DraftPlace,
  fields: Fields,
  /** The draft that the form knows; absent when it knows none. */
  mark: Id.optional(),
  /** Names the form for as long as it is open, and no other. */
  writer: FormKey,
  /** Later saves of a form have higher ones. */
  turn: z.number().int().min(1).max(1e15),
  /** The key with which the form will be sent, where it has one. */
  form: FormKey.optional(),
})

class NotAsKnown extends Error {}

/**
 * Keeps a text. Nothing is ever replaced that the writer does not know.
 * @throws ForumError unauthenticated, not-found, limited, invalid/draft-too-long, forbidden/too-many-drafts;
 * conflict/draft-elsewhere with the other `draft` in its details; conflict/draft-gone when the known one was sent or thrown away
 */
export async function keepDraft(actor: Actor, input: z.output<typeof SaveDraftInput>): Promise<Draft> {
  const member = requireMember(actor)
  const fields = filled(input.fields)
  if (lengthOf(fields) > MAX_DRAFT) throw new ForumError("invalid", "draft-too-long")
  await spend("draft.save", member.id)
  // What was begun is kept on, also where the topic is gone meanwhile, or the writer suspended.
  if (!input.mark) await requireRoom(member, input)
  const draft: Draft = {
    user: member.id,
    place: input.place,
    id: idOf(member, input.place),
    fields,
    mark: newId(),
    writer: input.writer,
    turn: input.turn,
    updatedAt: nowIso(),
  }
  try {
    await commit([saveDraft(draft, input.mark, () => new NotAsKnown())])
    return draft
  } catch (error) {
    if (!(error instanceof NotAsKnown)) throw error
    return alreadyKept(draft)
  }
}

/** What is there in place of the one that was known: perhaps this very text, saved before its answer was lost. */
async function alreadyKept(draft: Draft): Promise<Draft> {
  const there = await draftOn(draft.user, draft.place)
  if (!there || there.discardedAt) throw new ForumError("conflict", "draft-gone")
  const isOwn = there.writer === draft.writer && there.turn >= draft.turn
  if (isOwn || sameText(there.fields, draft.fields)) return there
  throw new ForumError("conflict", "draft-elsewhere", { draft: shownDraft(there) })
}

async function requireRoom(member: Member, { place, form }: z.output<typeof SaveDraftInput>): Promise<void> {
  const [kind, id = ""] = place.split(":")
  if (kind === "reply") await visibleTopic(member, id)
  if (kind === "edit") await visiblePost(member, id)
  if (kind === "staff" && id) await visibleConversation(member, id)
  // Saved in the moment in which it was sent: the text is a post by now.
  if (form && (await madeByForm(form, member.id))) throw new ForumError("conflict", "draft-gone")
  await requireFewer(member)
}

async function requireFewer(member: Member): Promise<void> {
  if ((await countDrafts(member.id, MAX_DRAFTS)) >= MAX_DRAFTS)
    throw new ForumError("forbidden", "too-many-drafts")
}

/** What a form needs to go on with a draft. */
export type ShownDraft = { place: string; fields: Record<string, string>; mark: string; updatedAt: string }

export const shownDraft = ({ place, fields, mark, updatedAt }: Draft): ShownDraft => ({
  place,
  fields,
  mark,
  updatedAt,
})

/** The member's draft in a place; also one that was thrown away within the last day, which says so. @throws ForumError unauthenticated */
export async function draftIn(actor: Actor, place: DraftPlace): Promise<Draft | undefined> {
  return draftOn(requireMember(actor).id, place)
}

export const DiscardInput = z.object({
  place: DraftPlace,
  /** The draft that is looked at: another one that was written meanwhile stays. */
  mark: Id,
})

/** Throws a draft away; it can be brought back for a day. @throws ForumError unauthenticated, limited; conflict/draft-elsewhere */
export async function throwAway(actor: Actor, input: z.output<typeof DiscardInput>): Promise<void> {
  const { member, draft } = await ownDraft(actor, input)
  if (!draft || draft.discardedAt) return
  await spend("draft.save", member.id)
  await commit([discardDraft(draft, nowIso(), () => elsewhere())])
}

/** Brings back what was thrown away within the last day. @throws ForumError unauthenticated, not-found, limited; conflict/draft-elsewhere */
export async function bringBack(actor: Actor, input: z.output<typeof DiscardInput>): Promise<void> {
  const { member, draft } = await ownDraft(actor, input)
  if (!draft) throw new ForumError("not-found", "draft-missing")
  if (!draft.discardedAt) return
  await requireFewer(member)
  await spend("draft.save", member.id)
  await commit([bringBackDraft(draft, () => elsewhere())])
}

async function ownDraft(
  actor: Actor,
  { place, mark }: z.output<typeof DiscardInput>,
): Promise<{ member: Member; draft?: Draft }> {
  const member = requireMember(actor)
  const draft = await draftOn(member.id, place)
  if (draft && draft.mark !== mark) throw elsewhere(draft)
  return { member, draft }
}

const elsewhere = (draft?: Draft): ForumError =>
  new ForumError("conflict", "draft-elsewhere", draft && { draft: shownDraft(draft) })

/**
 * Sends a text together with the end of its draft, in one transaction. A draft on which somebody went on writing
 * elsewhere is another text, and stays.
 * @param send commits the write that it is given
 */
export async function withDraft<T>(
  member: Member,
  place: DraftPlace,
  { writer, draftMark }: SentDraft,
  send: (draftWrite: Write | undefined) => Promise<T>,
): Promise<T> {
  if (!writer && !draftMark) return send(undefined)
  const known = { ...(writer && { writer }), ...(draftMark && { mark: draftMark }) }
  try {
    return await send(deleteSentDraft({ user: member.id, place }, known, () => new NotAsKnown()))
  } catch (error) {
    if (error instanceof NotAsKnown) return send(undefined)
    throw error
  }
}

function idOf(member: Member, place: string): string {
  return place.split(":")[1] ?? member.id
}

function filled(fields: Record<string, string | undefined>): Record<string, string> {
  const all = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]))
  return Object.fromEntries(all)
}

function lengthOf(fields: Record<string, string>): number {
  return Object.values(fields).reduce((sum, value) => sum + value.length, 0)
}

const TYPED = ["title", "body", "tags"]
const sameText = (one: Record<string, string>, other: Record<string, string>): boolean =>
  TYPED.every((name) => (one[name] ?? "") === (other[name] ?? ""))
