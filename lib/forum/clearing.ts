/** What staff take off somebody's profile: a picture, or what they say about themselves. The member learns why. */
import { createHash } from "node:crypto"
import { z } from "zod"
import { DAY, epochSecondsIn, now, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { Clearable, type Clearing } from "#lib/db/items/clearings.ts"
import { isPending, type User } from "#lib/db/items/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { clearProfile } from "#lib/db/writes/clearings.ts"
import { putMail } from "#lib/db/writes/mails.ts"
import { newMail } from "#lib/email/outbox.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { clean } from "./cleaning.ts"
import { isStaff } from "./ranks.ts"

/** A sentence or two: it goes into a mail. */
const MAX_REASON = 300
/** So long the member finds the reason beside their profile. */
const TOLD_FOR = 90 * DAY

export const ClearInput = z.object({
  member: Id,
  what: Clearable,
  /** What was looked at: another one may stand there by now. */
  mark: z.string().max(100),
  reason: z
    .string()
    .default("")
    .transform((text) => clean(text).trim())
    .refine((text) => text.length > 0, { error: () => t("inputs.reason-missing") })
    .refine((text) => text.length <= MAX_REASON, {
      error: () => t("inputs.reason-long", { max: MAX_REASON }),
    }),
})

/** Names a text without telling it. */
export function markOf(about: string): string {
  return createHash("sha256").update(about).digest("base64url")
}

/** The member whose profile it is, for staff alone. @throws ForumError unauthenticated, not-found */
export async function memberForStaff(actor: Actor, id: string): Promise<User> {
  requireMember(actor)
  const user = isStaff(actor) ? await getUser(id, { consistent: true }) : undefined
  if (!user || isPending(user) || user.leftAt) throw new ForumError("not-found", "member-missing")
  return user
}

/**
 * Takes a picture or a text off a profile, and tells the member by mail, and beside their profile for a while.
 * @throws ForumError unauthenticated, not-found, forbidden, conflict
 */
export function clearFromProfile(actor: Actor, input: z.output<typeof ClearInput>): Promise<Clearing> {
  return untilSettled(() => clear(actor, input))
}

async function clear(actor: Actor, input: z.output<typeof ClearInput>): Promise<Clearing> {
  const user = await memberForStaff(actor, input.member)
  authorize(actor, "member.clear", { member: user })
  const member = requireMember(actor)
  const clearing: Clearing = {
    user: user.id,
    what: input.what,
    by: personOf(member),
    reason: input.reason,
    at: nowIso(),
    expiresAt: epochSecondsIn(TOLD_FOR),
  }
  const mail = newMail(user.id, `cleared ${input.what} ${clearing.at}`, now(), {
    kind: "cleared",
    what: input.what,
  })
  const gone = (): ForumError => new ForumError("conflict", "nothing-to-clear")
  if (input.what === "about" && input.mark !== markOf(user.about)) throw gone()
  const seen = input.what === "about" ? user.about : input.mark
  await commit([...clearProfile(clearing, seen, gone), putMail(mail, gone), await logged(member, clearing)])
  return clearing
}

/** What staff do to a member is in the member's case, whether or not somebody has reported them. */
async function logged(member: Member, { user, what, reason }: Clearing): Promise<Write> {
  const subject = { kind: "member", id: user, member: user, title: "" } as const
  const id = caseIdOf(subject)
  const type = what === "avatar" ? "cleared-avatar" : "cleared-about"
  return appended(id, await currentCase(id), member, { type, subject, words: reason })
}
