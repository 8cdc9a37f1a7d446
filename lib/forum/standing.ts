/** What staff do to a member: warn, silence, suspend, and take that back. The member learns why; it is asked for in access.ts. */
import { z } from "zod"
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { type Case, type CaseSubject, Sanction } from "#lib/db/items/cases.ts"
import { FOREVER, STANDING, type User } from "#lib/db/items/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { checkRole, setStanding } from "#lib/db/writes/members.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { appended, caseIdOf, currentCase, type NewEvent } from "./cases.ts"
import { memberForStaff } from "./clearing.ts"
import { refuseOvertaken } from "./overtaken.ts"
import { Words } from "./reporting.ts"

export const LENGTHS = ["1", "3", "7", "30", "90", "365", "ever"] as const

const turn = z.coerce.number().int().min(0)
const Reason = Words.refine((words) => words !== undefined, { error: () => t("moderation.say-why-member") })

export const SanctionInput = z
  .object({
    member: Id,
    /** The turn of the member's case as the form was made. */
    turn,
    sanction: Sanction,
    /** Days, unless a day (`yyyy-mm-dd`, UTC) is named. */
    length: z.enum(LENGTHS).default("7"),
    day: z
      .string()
      .default("")
      .refine((day) => day === "" || z.iso.date().safeParse(day).success, {
        error: () => t("moderation.no-day"),
      }),
    words: Reason,
  })
  .refine(({ day, sanction }) => sanction === "warned" || !(Date.parse(day) <= now()), {
    path: ["day"],
    error: () => t("moderation.day-past"),
  })

export const LiftInput = z.object({ member: Id, turn, sanction: Sanction, words: Words })

/** What a case about a member is about. */
export const memberSubject = (id: string): CaseSubject => ({ kind: "member", id, member: id, title: "" })

/** A member, and their case: what staff did and what was reported. */
export type MemberRecord = { user: User; id: string; before: Case | undefined }

/** @throws ForumError unauthenticated, not-found: also to who is no staff */
export async function recordOf(actor: Actor, member: string): Promise<MemberRecord> {
  const user = await memberForStaff(actor, member)
  const id = caseIdOf(memberSubject(user.id))
  return { user, id, before: await currentCase(id) }
}

/**
 * Warns, silences or suspends a member; sent twice it is done once.
 * @throws ForumError unauthenticated, not-found, forbidden; conflict/case-overtaken
 */
export function sanction(actor: Actor, input: z.output<typeof SanctionInput>): Promise<MemberRecord> {
  const words = input.words as string
  return acting(actor, input, input.sanction, ({ user }) => {
    if (input.sanction === "warned")
      return [checkRole(user), { type: "warned", subject: memberSubject(user.id), words }]
    const until = endOf(input)
    return [
      setStanding(user, input.sanction, { until, why: words }),
      { type: input.sanction, subject: memberSubject(user.id), words, until },
    ]
  })
}

/**
 * Takes back what was done to a member, before it ends by itself; sent twice it is done once.
 * @throws ForumError unauthenticated, not-found, forbidden; conflict/case-overtaken
 */
export function lift(actor: Actor, input: z.output<typeof LiftInput>): Promise<MemberRecord> {
  const { sanction: what, words } = input
  return acting(actor, input, "lifted", ({ user, before }) => {
    if (!isInForce(user, before, what)) throw new ForumError("forbidden", "case-not-so")
    return [
      what === "warned" ? checkRole(user) : setStanding(user, what),
      { type: "lifted", subject: memberSubject(user.id), what, ...(words && { words }) },
    ]
  })
}

/** Whether it can be taken back: what has ended by itself is over. */
export function isInForce(user: User, one: Case | undefined, what: Sanction): boolean {
  if (what === "warned") return one?.sanctions?.warned !== undefined
  const until = user[STANDING[what].until]
  return until !== undefined && Date.parse(until) > now()
}

function acting(
  actor: Actor,
  input: { member: string; turn: number },
  type: NewEvent["type"],
  act: (record: MemberRecord) => [Write, NewEvent],
): Promise<MemberRecord> {
  return untilSettled(async () => {
    const record = await recordOf(actor, input.member)
    const { user, id, before } = record
    authorize(actor, "member.suspend", { member: user })
    const member = requireMember(actor)
    if ((before?.turn ?? 0) !== input.turn) {
      await refuseOvertaken(member, { id, turn: input.turn }, type)
      return record
    }
    const isOthers = before?.state === "open" && before.claimed && before.claimed.by !== member.id
    if (isOthers) throw new ForumError("forbidden", "case-claimed")
    const [effect, event] = act(record)
    await commit([effect, appended(id, before, member, event)])
    return recordOf(actor, user.id)
  })
}

function endOf({ length, day }: z.output<typeof SanctionInput>): string {
  if (day) return new Date(day).toISOString()
  return length === "ever" ? FOREVER : new Date(now() + Number(length) * DAY).toISOString()
}
