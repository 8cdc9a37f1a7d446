/** How far staff trust somebody, whatever they have earned. */
import { z } from "zod"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { TrustLevel, User } from "#lib/db/items/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { setTrustGiven } from "#lib/db/writes/members.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { memberForStaff } from "./clearing.ts"
import { Words } from "./reporting.ts"

/** "earned" leaves it to what they do. */
const TRUST_CHOICES = ["earned", "0", "1", "2", "3"] as const

export const TrustInput = z.object({ member: Id, level: z.enum(TRUST_CHOICES), words: Words })

/**
 * Gives a member a level that stays, or lets them earn theirs again; with its event in the member's case.
 * @throws ForumError unauthenticated, not-found (also for who is no staff), forbidden
 */
export function setTrust(
  actor: Actor,
  { member: id, level, words }: z.output<typeof TrustInput>,
): Promise<User> {
  return untilSettled(async () => {
    const user = await memberForStaff(actor, id)
    authorize(actor, "member.trust", { member: user })
    const given = level === "earned" ? undefined : (Number(level) as TrustLevel)
    if (user.trustGiven === given) return user
    const subject = { kind: "member", id: user.id, member: user.id, title: "" } as const
    const about = caseIdOf(subject)
    const event = { type: "trusted", subject, ...(given !== undefined && { level: given }), words } as const
    await commit([
      setTrustGiven(user.id, given),
      appended(about, await currentCase(about), requireMember(actor), event),
    ])
    return { ...user, trustGiven: given }
  })
}
