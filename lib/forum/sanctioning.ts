/** Warning, silencing or suspending many members at once: looked at before, done by a saga, and taken back as a whole. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Sanction } from "#lib/db/items/cases.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { appended } from "./cases.ts"
import { type Effect, type Was, whyLeft } from "./many.ts"
import { isStaff } from "./ranks.ts"
import { beginOnce, newSaga } from "./sagas.ts"
import { doneBy, mayLookAfter } from "./selecting.ts"
import {
  dayPast,
  endOf,
  isInForce,
  liesAhead,
  liftOf,
  type MemberRecord,
  namesUpTo,
  Reason,
  recordOf,
  recordsNamed,
  requireUnclaimed,
  sanctionFields,
  sanctionOf,
} from "./standing.ts"
import { FormKey } from "./texts.ts"
import { requireUndoable, undoneBy } from "./undoable.ts"

export const SANCTIONING = "sanction-members"
export const UNSANCTIONING = "unsanction-members"

/** More are not looked through one by one. What is remembered of each stays one item. */
export const MOST_SANCTIONED = 50

/** What is asked for, before there is a reason: for the preview. */
export const SanctionsAsked = z
  .object({ names: namesUpTo(MOST_SANCTIONED), ...sanctionFields })
  .refine(liesAhead, dayPast)

const listed = (value: unknown): string[] => String(value ?? "").split(",")

export const SanctionManyInput = z
  .object({
    form: FormKey,
    items: z.preprocess(listed, z.array(Id).min(1).max(MOST_SANCTIONED)),
    /** The turn of the case of each as the form was made. */
    turns: z.preprocess(listed, z.array(z.coerce.number().int().min(0))),
    ...sanctionFields,
    words: Reason,
  })
  .refine(({ items, turns }) => items.length === turns.length, { path: ["items"] })
  .refine(({ items }) => new Set(items).size === items.length, { path: ["items"] })
  .refine(liesAhead, dayPast)

/** What is to be done with each of them. */
export type Sanctions = { sanction: Sanction; until: string; words: string }
/** Whom, and how far their case was when somebody looked at it. */
export type Meant = { id: string; turn: number }

/** One of many members, as far as the actor may act on them. `closes`: their case waits in the queue, and is decided by it. */
export type MemberEffect = Effect & { turn: number; closes: boolean }

/**
 * What the same would do to each of these members, and whom it would leave out and why. Commits nothing.
 * @throws ForumError unauthenticated, not-found; invalid with the name that nobody has
 */
export async function previewOfSanctions(
  actor: Actor,
  { names, ...how }: z.output<typeof SanctionsAsked>,
): Promise<MemberEffect[]> {
  const records = await recordsNamed(actor, names)
  const order = { sanction: how.sanction, until: endOf(how), words: "" }
  return records.map((record) => {
    const turn = record.before?.turn ?? 0
    return {
      ...leavingOut(named(record), () => doing(actor, order, record, turn)),
      ...{ turn, closes: record.before?.state === "open" },
    }
  })
}

/** What it does to one member now. @param saga the act that does them all */
export async function sanctionEffect(
  actor: Actor,
  order: Sanctions,
  { id, turn }: Meant,
  saga: string,
): Promise<Effect> {
  return effectOn(actor, id, (record) => doing(actor, { ...order, saga }, record, turn))
}

/** What takes it back from one, where it is what was done to them last and nobody has ended it. */
export async function liftEffect(
  actor: Actor,
  { sanction, undoes }: { sanction: Sanction; undoes: string },
  { id }: Was,
  saga: string,
): Promise<Effect> {
  return effectOn(actor, id, (record) => {
    const { user, before } = record
    const member = permitted(actor, record)
    const isStill = before?.sanctions?.[sanction]?.saga === undoes && isInForce(user, before, sanction)
    if (!isStill) return { left: t("moderation.many.already") }
    const [effect, event] = liftOf(user, { sanction, saga })
    return { writes: [effect, appended(record.id, before, member, event)], was: { id } }
  })
}

type Known = Pick<Effect, "id" | "title" | "author">
type Done = { writes: Extract<Effect, { was: Was }>["writes"]; was: Was } | { left: string }

const named = ({ user: { id, name } }: MemberRecord): Known => ({ id, title: name, author: { id, name } })

async function effectOn(actor: Actor, id: string, act: (record: MemberRecord) => Done): Promise<Effect> {
  let known: Known = { id, title: "", author: { id: "", name: "" } }
  try {
    const record = await recordOf(actor, id)
    known = named(record)
    return { ...known, ...act(record) }
  } catch (error) {
    return { ...known, left: whyLeft(error) }
  }
}

function leavingOut(known: Known, act: () => Done): Effect {
  try {
    return { ...known, ...act() }
  } catch (error) {
    return { ...known, left: whyLeft(error) }
  }
}

/** Nobody at or above one's own rank, and nobody whom somebody else looks after. @throws ForumError forbidden */
function permitted(actor: Actor, { user, before }: MemberRecord): Member {
  authorize(actor, "member.suspend", { member: user })
  const member = requireMember(actor)
  requireUnclaimed(member, before)
  return member
}

function doing(actor: Actor, order: Sanctions & { saga?: string }, record: MemberRecord, turn: number): Done {
  const { user, id, before } = record
  const member = permitted(actor, record)
  // Whoever is silenced already stays so, until when they were told, and a warning is not replaced by one that may be
  // undone; what happened since is looked at first.
  if (isInForce(user, before, order.sanction) || (before?.turn ?? 0) !== turn)
    return { left: t("moderation.many.already") }
  const [effect, event] = sanctionOf(user, order)
  return { writes: [effect, appended(id, before, member, event)], was: { id: user.id } }
}

/**
 * Begins to warn, silence or suspend them: each with its event in one transaction, with the rights that the actor has
 * then. The same form sent again is the same act. @throws ForumError unauthenticated, not-found, limited
 */
export async function sanctionMany(
  actor: Actor,
  input: z.output<typeof SanctionManyInput>,
): Promise<{ id: string }> {
  const member = requireMember(actor)
  if (!isStaff(member)) throw new ForumError("not-found", "page-missing")
  const { form, items, turns, sanction, words = "" } = input
  const order: Sanctions = { sanction, until: endOf(input), words }
  const members: Meant[] = items.map((id, n) => ({ id, turn: turns[n]! }))
  const saga = newSaga(SANCTIONING, { ...order, members }, { by: member.id, total: members.length })
  return beginOnce({ form, member, rule: "staff.write" }, saga)
}

/** Takes it back, within two weeks: of each, if nothing was done to them since. @throws ForumError unauthenticated, not-found, conflict */
export function unsanctionMany(actor: Actor, input: { saga: string }): Promise<Saga> {
  return untilSettled(async () => {
    const done = await getSaga(input.saga)
    if (done?.kind !== SANCTIONING || !isStaff(actor) || !mayLookAfter(actor, done))
      throw new ForumError("not-found", "page-missing")
    requireUndoable(done)
    const { did } = doneBy(done)
    const saga = newSaga(
      UNSANCTIONING,
      { sanction: done.input.sanction, undoes: done.id, did },
      { by: requireMember(actor).id, total: did.length },
    )
    await commit([...putSaga(saga), undoneBy(done, saga)])
    return saga
  })
}
