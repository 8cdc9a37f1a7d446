/** What the author of something hidden says against that: once each time, and staff look again. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Case } from "#lib/db/items/cases.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { spending } from "#lib/limits/spend.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { appended, currentCase } from "./cases.ts"
import { Words } from "./reporting.ts"

export const AppealInput = z.object({
  case: Id,
  words: Words.refine((words) => words !== undefined, { error: () => t("moderation.say-appeal") }),
})

/** Whether there is something against which its author, or the member, may say something. */
export function isAppealable({ subject, hidden, sanctions }: Case): boolean {
  return subject.kind !== "message" && (hidden !== undefined || sanctions !== undefined)
}

/** Appeals; sent twice it is once. @throws ForumError unauthenticated, not-found, forbidden, limited */
export function appeal(actor: Actor, input: z.output<typeof AppealInput>): Promise<{ id: string }> {
  return untilSettled(async () => {
    const member = requireMember(actor)
    const one = await currentCase(input.case)
    // That there is a case is told to who knows of it: until something is hidden its author does not.
    if (!one || one.subject.member !== member.id || !isAppealable(one))
      throw new ForumError("not-found", "case-missing")
    authorize(actor, "case.appeal", { member: { id: one.subject.member } })
    if (one.appeal?.words === input.words) return { id: one.id }
    if (one.appeal) throw new ForumError("forbidden", "appealed-already")
    const event = { type: "appealed", words: input.words as string } as const
    await commit([spending("staff.write", member.id), appended(one.id, one, member, event)])
    return { id: one.id }
  })
}
