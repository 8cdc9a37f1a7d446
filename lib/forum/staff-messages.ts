/** Messages to staff: a conversation is a case of its own, between one member and all of staff. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Case, CaseSubject } from "#lib/db/items/cases.ts"
import { madeByForm } from "#lib/db/patterns/site.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { shorten, textFromHtml } from "#lib/markup/excerpt.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { appended, visibleConversation } from "./cases.ts"
import { SENT_DRAFT, withDraft } from "./drafts.ts"
import { once } from "./once.ts"
import { Body, FormKey, renderText } from "./texts.ts"

/** Characters: a letter, not a book. All that was said is read by several people. */
export const MAX_MESSAGE = 8_000
/** Bytes of HTML that it may become: lists of events bring it along. */
const MAX_MESSAGE_HTML = 60_000

const MessageBody = Body.refine((text) => text.length <= MAX_MESSAGE, {
  error: ({ input }) => t("inputs.body-long", { length: (input as string).length, max: MAX_MESSAGE }),
})

export const StaffMessageInput = z.object({ form: FormKey, body: MessageBody, ...SENT_DRAFT })
export const AnswerStaffInput = StaffMessageInput.extend({
  case: Id,
  /** The case's turn as the form was made: staff answer what they have read. */
  turn: z.coerce.number().int().min(0).optional(),
})

/** How a conversation is called in a list: as its first message begins. */
const MAX_TITLE = 80
const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim()

type Sent = { id: string; staff: boolean }

/** Begins a conversation; the same form sent again is the same one. @throws ForumError unauthenticated, limited */
export async function writeToStaff(actor: Actor, input: z.output<typeof StaffMessageInput>): Promise<Sent> {
  const member = requireMember(actor)
  authorize(actor, "staff.write", {})
  const html = await shownOf(input.body)
  const id = newId()
  const title = shorten(inOneLine(textFromHtml(html)) || inOneLine(input.body), MAX_TITLE)
  return said(
    member,
    id,
    undefined,
    { kind: "message", id, member: member.id, title },
    { ...input, html },
    "staff",
  )
}

/** Goes on with one: the member who began it, or staff. @throws ForumError unauthenticated, not-found, forbidden, limited */
export async function answerInCase(actor: Actor, input: z.output<typeof AnswerStaffInput>): Promise<Sent> {
  const member = requireMember(actor)
  const html = await shownOf(input.body)
  return untilSettled(async () => {
    const one = await visibleConversation(actor, input.case)
    const staff = one.subject.member !== member.id
    if (staff) authorize(actor, "case.see", {})
    else authorize(actor, "staff.write", {})
    if (staff && input.turn !== one.turn) return overtaken(member, one, input.form)
    return said(member, one.id, one, one.subject, { ...input, html }, `staff:${one.id}`)
  })
}

/** Something was said or done since the form was made; unless it was this very form. */
async function overtaken(member: Member, one: Case, form: string): Promise<Sent> {
  if (await madeByForm(form, member.id)) return { id: one.id, staff: true }
  const message = t("moderation.answer-overtaken")
  throw new ForumError("conflict", "case-overtaken", { message, turn: one.turn })
}

function said(
  member: Member,
  id: string,
  before: Case | undefined,
  subject: CaseSubject,
  input: z.output<typeof StaffMessageInput> & { html: string },
  place: "staff" | `staff:${string}`,
): Promise<Sent> {
  const staff = subject.member !== member.id
  return once(
    { form: input.form, member, rule: "staff.write" },
    async (guards) => {
      const event = { type: "wrote", subject, source: input.body, html: input.html, staff } as const
      const writes = [...guards({ topic: id, post: id }), appended(id, before, member, event)]
      await withDraft(member, place, input, (draft) => commit([...writes, draft]))
      return { id, staff }
    },
    async (made) => ({ id: made.topic, staff }),
  )
}

/** As it is shown from now on. @throws ForumError invalid where it is too much, and can still be changed */
async function shownOf(body: string): Promise<string> {
  const { html } = (await renderText(body, newId())).shown
  if (Buffer.byteLength(html) > MAX_MESSAGE_HTML)
    throw new ForumError("invalid", "too-much-markup", { field: "body" })
  return html
}
