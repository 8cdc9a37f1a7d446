/** What staff do to a member: warn, silence, suspend, and take that back. The member learns why; it is asked for in access.ts. */
import { z } from "zod"
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { type Case, type CaseSubject, Sanction } from "#lib/db/items/cases.ts"
import { FOREVER, isPending, STANDING, type User } from "#lib/db/items/users.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { checkRole, setStanding } from "#lib/db/writes/members.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { appended, caseIdOf, currentCase, type NewEvent } from "./cases.ts"
import { memberForStaff } from "./clearing.ts"
import { isSameName, skeletonOf } from "./names.ts"
import { refuseOvertaken } from "./overtaken.ts"
import { isStaff } from "./ranks.ts"
import { Words } from "./reporting.ts"

export const LENGTHS = ["1", "3", "7", "30", "90", "365", "ever"] as const

const turn = z.coerce.number().int().min(0)
/** Whoever it concerns has to know why. */
export const Reason = Words.refine((words) => words !== undefined, {
  error: () => t("moderation.say-why-member"),
})

/** What is done, and for how long. */
export const sanctionFields = {
  sanction: Sanction,
  /** Days, unless a day (`yyyy-mm-dd`, UTC) is named. */
  length: z.enum(LENGTHS).default("7"),
  day: z
    .string()
    .default("")
    .refine((day) => day === "" || z.iso.date().safeParse(day).success, {
      error: () => t("moderation.no-day"),
    }),
}

/** Whether the day, where one is named, lies ahead. */
export const liesAhead = ({ day, sanction }: { day: string; sanction: Sanction }): boolean =>
  sanction === "warned" || !(Date.parse(day) <= now())
export const dayPast = { path: ["day"], error: () => t("moderation.day-past") }

export const SanctionInput = z
  .object({
    member: Id,
    /** The turn of the member's case as the form was made. */
    turn,
    ...sanctionFields,
    words: Reason,
  })
  .refine(liesAhead, dayPast)

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

/** Names as typed, with whatever stands between them. */
export const namesUpTo = (max: number) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(/[\s,;@]+/).filter(Boolean))])
    .refine((names) => names.length > 0, { error: () => t("moderation.sweep-nobody") })
    .refine((names) => names.length <= max, { error: () => t("moderation.sweep-many", { max }) })

/** Whom these names mean, each once. @throws ForumError unauthenticated, not-found; invalid with the name nobody has */
export async function recordsNamed(actor: Actor, names: string[]): Promise<MemberRecord[]> {
  requireMember(actor)
  if (!isStaff(actor)) throw new ForumError("not-found", "page-missing")
  const records = await Promise.all(
    names.map(async (name) => {
      const named = await userBySkeleton(skeletonOf(name).slice(0, 200))
      if (!named || !isSameName(named.name, name) || named.leftAt || isPending(named))
        throw new ForumError("invalid", "member-missing", {
          field: "names",
          message: t("moderation.sweep-unknown", { name }),
        })
      return recordOf(actor, named.id)
    }),
  )
  // Names may be written in several ways.
  return [...new Map(records.map((record) => [record.user.id, record])).values()]
}

/**
 * Warns, silences or suspends a member; sent twice it is done once.
 * @throws ForumError unauthenticated, not-found, forbidden; conflict/case-overtaken
 */
export function sanction(actor: Actor, input: z.output<typeof SanctionInput>): Promise<MemberRecord> {
  const words = input.words as string
  return acting(actor, input, input.sanction, ({ user }) =>
    sanctionOf(user, { sanction: input.sanction, until: endOf(input), words }),
  )
}

/** What brings it about, with the event of the member's case. @param saga of one of many: the act that does them all */
export function sanctionOf(
  user: User,
  { sanction, until, words, saga }: { sanction: Sanction; until: string; words: string; saga?: string },
): [Write, NewEvent] {
  const told = { subject: memberSubject(user.id), words, ...(saga && { saga }) }
  if (sanction === "warned") return [checkRole(user), { type: sanction, ...told }]
  return [setStanding(user, sanction, { until, why: words }), { type: sanction, ...told, until }]
}

/** What takes it back, with the event. */
export function liftOf(
  user: User,
  { sanction: what, words, saga }: { sanction: Sanction; words?: string | undefined; saga?: string },
): [Write, NewEvent] {
  return [
    what === "warned" ? checkRole(user) : setStanding(user, what),
    {
      ...{ type: "lifted", subject: memberSubject(user.id), what },
      ...{ ...(words && { words }), ...(saga && { saga }) },
    },
  ]
}

/**
 * Takes back what was done to a member, before it ends by itself; sent twice it is done once.
 * @throws ForumError unauthenticated, not-found, forbidden; conflict/case-overtaken
 */
export function lift(actor: Actor, input: z.output<typeof LiftInput>): Promise<MemberRecord> {
  const { sanction: what, words } = input
  return acting(actor, input, "lifted", ({ user, before }) => {
    if (!isInForce(user, before, what)) throw new ForumError("forbidden", "case-not-so")
    return liftOf(user, { sanction: what, words })
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
    requireUnclaimed(member, before)
    const [effect, event] = act(record)
    await commit([effect, appended(id, before, member, event)])
    return recordOf(actor, user.id)
  })
}

/** What somebody else looks at is decided by them. @throws ForumError forbidden/case-claimed */
export function requireUnclaimed(member: Member, before: Case | undefined): void {
  const isOthers = before?.state === "open" && before.claimed && before.claimed.by !== member.id
  if (isOthers) throw new ForumError("forbidden", "case-claimed")
}

/** Until when (ISO 8601). */
export function endOf({ length, day }: { length: (typeof LENGTHS)[number]; day: string }): string {
  if (day) return new Date(day).toISOString()
  return length === "ever" ? FOREVER : new Date(now() + Number(length) * DAY).toISOString()
}
