/** Removing all that a spammer wrote, and suspending them, in one step that can be undone. What is removed follows by a saga. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Case } from "#lib/db/items/cases.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { FOREVER, type User } from "#lib/db/items/users.ts"
import { howMuchOf } from "#lib/db/patterns/belongings.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { setStanding } from "#lib/db/writes/members.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { authorize } from "./access.ts"
import { type Actor, personOf, requireMember } from "./actor.ts"
import { appended } from "./cases.ts"
import { isStaff } from "./ranks.ts"
import { beginOnce, newSaga } from "./sagas.ts"
import {
  isInForce,
  type MemberRecord,
  memberSubject,
  namesUpTo,
  Reason,
  recordOf,
  recordsNamed,
} from "./standing.ts"
import { FormKey } from "./texts.ts"
import { requireUndoable, undoneBy } from "./undoable.ts"

export const SWEEPING = "sweep-members"
export const UNSWEEPING = "unsweep-members"

/** So many accounts of one wave at once: their cases and the saga are one transaction. */
export const MOST_SWEPT = 10

export const Names = namesUpTo(MOST_SWEPT)

export const SweepInput = z.object({
  form: FormKey,
  names: Names,
  words: Reason,
})

export type Sweepable = MemberRecord & { topics: number; posts: number }

/** More are not counted before. */
export const MOST_COUNTED = 100

/**
 * Who is meant, and how much they wrote, of at most a hundred each: what the preview shows.
 * @throws ForumError unauthenticated, not-found (the name that nobody has in its words), forbidden
 */
export async function sweepable(actor: Actor, names: string[]): Promise<Sweepable[]> {
  return Promise.all(
    (await recordsOf(actor, names)).map(async (record) => ({
      ...record,
      ...(await howMuchOf(record.user.id, MOST_COUNTED)),
    })),
  )
}

async function recordsOf(actor: Actor, names: string[]): Promise<MemberRecord[]> {
  const records = await recordsNamed(actor, names)
  for (const { user } of records) authorize(actor, "member.sweep", { member: user })
  return records
}

/**
 * Suspends these members for good, and begins to remove all that they wrote. The same form sent again is the same act.
 * @throws ForumError unauthenticated, not-found, invalid, forbidden
 */
export function sweep(actor: Actor, input: z.output<typeof SweepInput>): Promise<{ id: string }> {
  return untilSettled(async () => {
    const records = await recordsOf(actor, input.names)
    const member = requireMember(actor)
    const words = input.words as string
    const saga = newSaga(
      SWEEPING,
      {
        members: records.map(({ user }) => user.id),
        names: records.map(({ user }) => user.name).join(", "),
        why: words,
        moderator: personOf(member),
        suspended: Object.fromEntries(records.flatMap(({ user, before }) => earlierOf(user, before))),
      },
      { by: member.id, id: newId() },
    )
    const acts = records.flatMap(({ user, id, before }) => [
      setStanding(user, "suspended", { until: FOREVER, why: words }),
      appended(id, before, member, {
        ...{ type: "swept", subject: memberSubject(user.id), words, until: FOREVER, saga: saga.id },
      }),
    ])
    return beginOnce({ form: input.form, member, rule: "staff.write" }, saga, acts)
  })
}

type Earlier = { until: string; why: string }

/** A suspension of before: when this is undone it goes on. */
function earlierOf(user: User, before: Case | undefined): [string, Earlier][] {
  const { suspendedUntil: until, suspendedWhy: why = "" } = user
  return until && isInForce(user, before, "suspended") ? [[user.id, { until, why }]] : []
}

/** As each post and topic says that it was removed. */
export function sweptBy({ id, input, startedAt }: Saga): Removal {
  const by = input.moderator as Removal["by"]
  return { by, at: startedAt, why: String(input.why), byStaff: true, told: true, sweep: id }
}

const UnsweepInput = z.object({ saga: Id })

/**
 * Takes it back, within two weeks: what that act removed is there again, and its members may write.
 * @throws ForumError unauthenticated, not-found, forbidden, conflict
 */
export function unsweep(actor: Actor, input: z.output<typeof UnsweepInput>): Promise<Saga> {
  return untilSettled(async () => {
    const member = requireMember(actor)
    const swept = await getSaga(input.saga)
    if (!isStaff(actor) || swept?.kind !== SWEEPING) throw new ForumError("not-found", "page-missing")
    requireUndoable(swept)
    const records = await presentOf(actor, swept.input.members as string[])
    const earlier = (swept.input.suspended ?? {}) as Record<string, Earlier>
    const saga = newSaga(
      UNSWEEPING,
      { members: swept.input.members, names: swept.input.names, sweep: swept.id, at: nowIso() },
      { by: member.id, total: swept.done },
    )
    await commit([
      ...putSaga(saga),
      undoneBy(swept, saga),
      ...records.flatMap(({ user, id, before }) => [
        ...(isInForce(user, before, "suspended") ? [setStanding(user, "suspended", earlier[user.id])] : []),
        appended(id, before, member, {
          ...{ type: "unswept", subject: memberSubject(user.id), saga: swept.id },
          ...(earlier[user.id] && { earlier: earlier[user.id] }),
        }),
      ]),
    ])
    return saga
  })
}

/** Who has left has taken everything along. */
async function presentOf(actor: Actor, members: string[]): Promise<MemberRecord[]> {
  const records = await Promise.all(
    members.map(async (id) => {
      try {
        return await recordOf(actor, id)
      } catch (error) {
        if (error instanceof ForumError && error.kind === "not-found") return undefined
        throw error
      }
    }),
  )
  const present = records.filter((record) => record !== undefined)
  for (const { user } of present) authorize(actor, "member.sweep", { member: user })
  return present
}
