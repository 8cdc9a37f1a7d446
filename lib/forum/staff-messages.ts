/** Messages to staff: a conversation is a case of its own, between one member and all of staff. */
import { z } from "zod"
import { Id, newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Case, CaseSubject } from "#lib/db/items/cases.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { shorten } from "#lib/markup/excerpt.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { appended, visibleConversation } from "./cases.ts"
import { SENT_DRAFT, withDraft } from "./drafts.ts"
import { once } from "./once.ts"
import { Body, FormKey, renderText } from "./texts.ts"

export const StaffMessageInput = z.object({ form: FormKey, body: Body, ...SENT_DRAFT })
export const AnswerStaffInput = StaffMessageInput.extend({ case: Id })

/** How a conversation is called in a list: as its first message begins. */
const MAX_TITLE = 80

type Sent = { id: string; staff: boolean }

/** Begins a conversation; the same form sent again is the same one. @throws ForumError unauthenticated, limited */
export async function writeToStaff(actor: Actor, input: z.output<typeof StaffMessageInput>): Promise<Sent> {
  const member = requireMember(actor)
  authorize(actor, "staff.write", {})
  await requireRenderable(input.body)
  const id = newId()
  const title = shorten(input.body.replace(/\s+/g, " ").trim(), MAX_TITLE)
  return said(member, id, undefined, { kind: "message", id, member: member.id, title }, input, "staff")
}

/** Goes on with one: the member who began it, or staff. @throws ForumError unauthenticated, not-found, forbidden, limited */
export async function answerInCase(actor: Actor, input: z.output<typeof AnswerStaffInput>): Promise<Sent> {
  const member = requireMember(actor)
  await requireRenderable(input.body)
  return untilSettled(async () => {
    const one = await visibleConversation(actor, input.case)
    authorize(actor, "staff.write", {})
    return said(member, one.id, one, one.subject, input, `staff:${one.id}`)
  })
}

function said(
  member: Member,
  id: string,
  before: Case | undefined,
  subject: CaseSubject,
  input: z.output<typeof StaffMessageInput>,
  place: "staff" | `staff:${string}`,
): Promise<Sent> {
  const staff = subject.member !== member.id
  return once(
    { form: input.form, member, rule: "staff.write" },
    async (guards) => {
      const event = { type: "wrote", subject, source: input.body, staff } as const
      const writes = [...guards({ topic: id, post: id }), appended(id, before, member, event)]
      await withDraft(member, place, input, (draft) => commit([...writes, draft]))
      return { id, staff }
    },
    async (made) => ({ id: made.topic, staff }),
  )
}

/** What could not be shown is refused where it can still be changed. */
async function requireRenderable(body: string): Promise<void> {
  await renderText(body, "preview")
}
