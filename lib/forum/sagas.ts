/** Work that takes longer than a request: starting it, and who may watch it. What it does is in lib/sagas. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { hurrySaga, putSaga } from "#lib/db/writes/sagas.ts"
import type { RuleName } from "#lib/limits/rules.ts"
import { authorize, can } from "./access.ts"
import type { Actor, Member } from "./actor.ts"
import { once } from "./once.ts"
import { isStaff } from "./ranks.ts"

/**
 * A saga as it begins: commit it with putSaga, in the transaction that decides it.
 * @param kind a name in lib/sagas/registered.ts
 */
export function newSaga(
  kind: string,
  input: Record<string, unknown>,
  { by, total, id = newId() }: { by?: string; total?: number; id?: string } = {},
): Saga {
  const at = nowIso()
  return {
    id,
    kind,
    state: "running",
    step: "",
    attempts: 0,
    input,
    data: {},
    done: 0,
    ...(total !== undefined && { total }),
    ...(by && { by }),
    startedAt: at,
    updatedAt: at,
    version: 1,
  }
}

/**
 * Begins a long act, with what is written as it begins. The same form sent again is the same act.
 * @returns the saga that does it @throws ForumError limited, and what `also` refuses
 */
export function beginOnce(
  by: { form: string; member: Member; rule: RuleName },
  saga: Saga,
  also: Write[] = [],
): Promise<{ id: string }> {
  return once(
    by,
    async (guards) => {
      await commit([...guards({ topic: saga.id, post: saga.id }), ...putSaga(saga), ...also])
      return { id: saga.id }
    },
    async (made) => ({ id: made.topic }),
  )
}

/**
 * A saga: for administrators; one of the kinds `own` for who started it, for it is about themselves; one of the kinds
 * `staffs` for all staff, as long as they are that, and for who moderates some categories and began it. @throws ForumError not-found
 */
export async function visibleSaga(
  actor: Actor,
  id: string,
  { own, staffs }: { own: readonly string[]; staffs: readonly string[] },
): Promise<Saga> {
  const saga = await getSaga(id)
  const isOwn = saga && actor.kind === "member" && saga.by === actor.id
  const isStaffs =
    saga && staffs.includes(saga.kind) && (isStaff(actor) || (isOwn && can(actor, "queue.see", {})))
  if (saga && ((isOwn && own.includes(saga.kind)) || isStaffs || can(actor, "saga.watch", {}))) return saga
  throw new ForumError("not-found", "page-missing")
}

export const HurryInput = z.object({ saga: Id })

/**
 * Lets a saga that failed and waits go on at once. @throws ForumError forbidden; not-found; conflict where it does not wait
 */
export async function hurry(actor: Actor, input: z.output<typeof HurryInput>): Promise<void> {
  authorize(actor, "forum.administer", {})
  const saga = await getSaga(input.saga)
  if (!saga) throw new ForumError("not-found", "page-missing")
  await commit([hurrySaga(saga, () => new ForumError("conflict", "saga-moves"))])
}
