/** What administrators do with tags: say what one is for, call it something else, make two one, take one away (ADR 0286). */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { Tag } from "#lib/db/items/topics.ts"
import { eventsOfCase } from "#lib/db/patterns/cases.ts"
import { findTags } from "#lib/db/patterns/tags.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { rewriteTag } from "#lib/db/writes/tags.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { aboutTag, told } from "./administering.ts"
import { caseIdOf } from "./cases.ts"
import { clean } from "./cleaning.ts"
import { newSaga } from "./sagas.ts"
import { MAX_TAG, tagOf } from "./texts.ts"

export const RETAGGING = "retag-topics"

const MAX_DESCRIPTION = 300

const One = z.object({
  tag: z.string().max(200),
  /** What was looked at. */
  version: z.coerce.number().int().min(0),
})
const Name = z
  .string()
  .transform((typed) => tagOf(clean(typed)))
  .refine((tag) => tag !== "", { error: () => t("tags.no-name") })
  .refine((tag) => tag.length <= MAX_TAG, { error: () => t("inputs.tag-long", { max: MAX_TAG }) })

export const DescribeTagInput = One.extend({
  description: z
    .string()
    .transform((typed) => clean(typed).replace(/\s+/g, " ").trim())
    .refine((typed) => typed.length <= MAX_DESCRIPTION, {
      error: () => t("tags.description-long", { max: MAX_DESCRIPTION }),
    }),
})
export const RenameTagInput = One.extend({ name: Name })
export const MergeTagInput = One.extend({ into: Name })
export const RemoveTagInput = One
export const TagUndoInput = z.object({
  tag: z.string().max(200),
  event: z.coerce.number().int().min(1).max(99_999_999),
})

/** One of the forum's tags as it is kept. @throws ForumError unauthenticated, forbidden, not-found */
export async function keptTag(actor: Actor, name: string): Promise<Tag> {
  authorize(actor, "tag.manage", {})
  const [tag] = await findTags([name], { consistent: true })
  if (!tag) throw new ForumError("not-found", "tag-missing")
  return tag
}

/** Says what a tag is for, or no more. @throws ForumError unauthenticated, forbidden, not-found, conflict */
export function describeTag(actor: Actor, input: z.output<typeof DescribeTagInput>): Promise<Tag> {
  return untilSettled(async () => {
    const tag = await changeable(actor, input)
    const { description: before } = tag
    const after = next(tag, { description: input.description || undefined })
    if (before === after.description) return tag
    await commit([
      rewriteTag(after, tag),
      await told(requireMember(actor), aboutTag(tag.tag), {
        act: "tag-changed",
        before: { description: before ?? "" },
        after: { description: after.description ?? "" },
      }),
    ])
    return after
  })
}

/** Puts back what was said of a tag, while it was not changed again. @throws ForumError forbidden, not-found, conflict */
export async function undoTag(actor: Actor, input: z.output<typeof TagUndoInput>): Promise<Tag> {
  const tag = await keptTag(actor, input.tag)
  const { items } = await eventsOfCase(caseIdOf(aboutTag(tag.tag)), input.event - 1)
  const [done] = items
  if (done?.type !== "administered" || done.act !== "tag-changed" || !isTagStill(tag, done.after))
    throw new ForumError("conflict", "not-undoable")
  const description = String(done.before?.description ?? "")
  return describeTag(actor, { tag: tag.tag, version: tag.version ?? 0, description })
}

export const isTagStill = (tag: Tag, after: Record<string, unknown> = {}): boolean =>
  "description" in after && (tag.description ?? "") === after.description

/**
 * Calls a tag something else that no tag is called, or what was another name of this one. The old address leads on, and
 * who writes the old name means the new one.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict; invalid where there is such a tag
 */
export function renameTag(actor: Actor, input: z.output<typeof RenameTagInput>): Promise<Saga> {
  return untilSettled(async () => {
    const tag = await changeable(actor, input)
    if (input.name === tag.tag) throw new ForumError("invalid", "same-tag", { field: "name" })
    const [other] = await findTags([input.name], { consistent: true })
    if (other && other.into !== tag.tag) throw new ForumError("conflict", "tag-there", { field: "name" })
    const { description } = tag
    const target = { ...(other ?? { tag: input.name, createdAt: nowIso() }), description, into: undefined }
    return joined(requireMember(actor), tag, other, target, "tag-changed")
  })
}

/**
 * Makes two tags one: whatever has the first has the second then, and the address of the first leads there.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict, invalid
 */
export function mergeTag(actor: Actor, input: z.output<typeof MergeTagInput>): Promise<Saga> {
  return untilSettled(async () => {
    const tag = await changeable(actor, input)
    if (input.into === tag.tag) throw new ForumError("invalid", "same-tag", { field: "into" })
    const [other] = await findTags([input.into], { consistent: true })
    if (!other || other.into || other.removing)
      throw new ForumError("not-found", "tag-missing", { field: "into" })
    return joined(requireMember(actor), tag, other, other, "tag-merged")
  })
}

/** Takes a tag off all topics, after which there is none of its name. @throws ForumError forbidden, not-found, conflict */
export function removeTag(actor: Actor, input: z.output<typeof RemoveTagInput>): Promise<Saga> {
  return untilSettled(async () => {
    const tag = await changeable(actor, input)
    const member = requireMember(actor)
    const id = newId()
    const saga = newSaga(RETAGGING, { from: tag.tag }, { by: member.id, id })
    await commit([
      ...putSaga(saga),
      rewriteTag(next(tag, { removing: id }), tag),
      await told(member, aboutTag(tag.tag), { act: "tag-removed" }),
    ])
    return saga
  })
}

/** From now on the one is meant where the other is named; topics follow in turns. Both change: of two who do this one comes first. */
async function joined(
  member: Member,
  from: Tag,
  other: Tag | undefined,
  target: Tag,
  act: "tag-changed" | "tag-merged",
): Promise<Saga> {
  const saga = newSaga(RETAGGING, { from: from.tag, to: target.tag }, { by: member.id })
  const writes: (Write | undefined)[] = [
    ...putSaga(saga),
    rewriteTag(next(from, { into: target.tag }), from),
    rewriteTag(next(target), other),
    await told(member, aboutTag(from.tag), { act, before: { name: from.tag }, after: { name: target.tag } }),
  ]
  await commit(writes)
  return saga
}

/** One that is what it was when it was looked at, and nothing else. */
async function changeable(actor: Actor, input: z.output<typeof One>): Promise<Tag> {
  const tag = await keptTag(actor, input.tag)
  if (tag.into || tag.removing) throw new ForumError("not-found", "tag-missing")
  if ((tag.version ?? 0) !== input.version) throw new ForumError("conflict", "changed-meanwhile")
  return tag
}

/** Without what is undefined, which no item holds. */
function next(tag: Tag, change: Partial<Tag> = {}): Tag {
  const all = Object.entries({ ...tag, ...change, version: (tag.version ?? 0) + 1 })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Tag
}
