/** What the author of a text does with it while it waits for approval: write it anew, or take it back. */
import { createHash } from "node:crypto"
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Case } from "#lib/db/items/cases.ts"
import type { HeldText } from "#lib/db/items/held.ts"
import { getHeld } from "#lib/db/patterns/held.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { rewriteHeld, settleHeld } from "#lib/db/writes/held.ts"
import { spend } from "#lib/limits/spend.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { appended, currentCase } from "./cases.ts"
import { MAX_EXCERPT, reasonToHold } from "./holding.ts"
import { namingLimits, requireFew } from "./newcomers.ts"
import { tagging } from "./tags.ts"
import { Body, renderText, TagList, Title } from "./texts.ts"
import { judged, saidIn } from "./watched-words.ts"

export const HeldChangeInput = z.object({
  case: Id,
  /** Of the text that was in the form (`markOf`). */
  mark: z.string(),
  body: Body,
  /** Of a new topic. */
  title: Title.optional(),
  tags: TagList.optional(),
})
export const TakeBackInput = z.object({ case: Id })

type Waiting = { member: Member; one: Case; held: HeldText }

/** The member's own text, while nobody has decided about it. @throws ForumError unauthenticated, not-found; conflict/held-decided */
async function waitingText(actor: Actor, id: string): Promise<Waiting> {
  const member = requireMember(actor)
  const one = await currentCase(id)
  const isOwn = one?.subject.kind === "held" && one.subject.member === member.id
  const held = isOwn ? await getHeld(member.id, one.subject.id) : undefined
  if (!one || !held) throw new ForumError("not-found", "case-missing")
  if (held.state !== "waiting" || one.state !== "open") throw new ForumError("conflict", "held-decided")
  return { member, one, held }
}

/**
 * Writes it anew. Who has the older one before them is shown that there is a newer one before they decide.
 * @throws ForumError unauthenticated, not-found, forbidden, limited, invalid; conflict/held-decided, case-overtaken where
 * they changed it elsewhere since
 */
export async function changeHeld(
  actor: Actor,
  input: z.output<typeof HeldChangeInput>,
): Promise<{ id: string }> {
  const { member } = await waitingText(actor, input.case)
  authorize(actor, "held.change", { member })
  await spend("post.edit", member.id)
  return untilSettled(async () => {
    const { one, held } = await waitingText(actor, input.case)
    const after = afterOf(held, input)
    // Sent twice it is done once; what another window of theirs saved since is not lost.
    if (markOf(after) === markOf(held)) return { id: one.id }
    if (input.mark !== markOf(held))
      throw new ForumError("conflict", "case-overtaken", { message: t("trust.held-changed-elsewhere") })
    const [rendered, before] = await Promise.all([
      renderText(after.body, held.id),
      renderText(held.body, held.id),
    ])
    await requireFew(member, rendered)
    // Its tags are given at approval, by who approves: which may be new is asked of its author, as when it was sent.
    if (after.tags) await tagging(member, { ...held, tags: held.tags ?? [] }, after.tags)
    const verdict = await judged(member, [
      ...(after.title === undefined ? [] : [{ field: "title", text: after.title }]),
      ...(after.tags ? [{ field: "tags", text: after.tags.join(" ") }] : []),
      ...saidIn(after.body, rendered.whole),
    ])
    const watched = (await reasonToHold(member, verdict))?.watched ?? []
    const subject = { ...one.subject, title: after.title ?? one.subject.title }
    const excerpt = beginningOf(rendered.shown.html, MAX_EXCERPT)
    await commit([
      rewriteHeld(held, after),
      ...namingLimits(member, rendered.shown, before.shown),
      appended(one.id, one, member, { type: "held-changed", subject, watched, excerpt }),
    ])
    return { id: one.id }
  })
}

type Typed = Pick<HeldText, "body" | "title" | "tags">

/** Tells one text from another: what staff do with its case meanwhile changes nothing about it. */
export function markOf({ body, title, tags }: Typed): string {
  return createHash("sha256")
    .update(JSON.stringify([body, title ?? "", tags ?? []]))
    .digest("base64url")
}

/** A reply has neither title nor tags, whatever a form says. */
function afterOf(held: HeldText, { body, title, tags }: Typed): Typed {
  if (held.topic !== undefined) return { body }
  return { body, title: title ?? held.title ?? "", tags: tags ?? held.tags ?? [] }
}

/**
 * Takes it back: nobody decides about it any more, and its author alone reads it. Sent twice it is done once.
 * @throws ForumError unauthenticated, not-found; conflict/held-decided
 */
export function takeHeldBack(actor: Actor, input: z.output<typeof TakeBackInput>): Promise<{ id: string }> {
  return untilSettled(async () => {
    const member = requireMember(actor)
    const before = await currentCase(input.case)
    if (before?.subject.member === member.id && before.outcome?.type === "taken-back")
      return { id: before.id }
    const { one, held } = await waitingText(actor, input.case)
    await commit([settleHeld(held, "withdrawn"), appended(one.id, one, member, { type: "taken-back" })])
    return { id: one.id }
  })
}
