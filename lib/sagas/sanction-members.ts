/** Many members warned, silenced or suspended, one a turn, each with its event; and that taken back, one a turn. */
import type { Sanction } from "#lib/db/items/cases.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { Was } from "#lib/forum/many.ts"
import {
  liftEffect,
  type Meant,
  SANCTIONING,
  type Sanctions,
  sanctionEffect,
  UNSANCTIONING,
} from "#lib/forum/sanctioning.ts"
import { t } from "#lib/words/t.ts"
import { actorOf, turnOf } from "./act-on-many.ts"
import type { SagaKind, Work } from "./contract.ts"

const doing: Work = async (saga, cursor) => {
  const n = Number(cursor ?? 0)
  const { members, ...order } = saga.input as Sanctions & { members: Meant[] }
  const effect = await sanctionEffect(await actorOf(saga), order, members[n]!, saga.id)
  return turnOf(saga, effect, n, members.length)
}

const undoing: Work = async (saga, cursor) => {
  const n = Number(cursor ?? 0)
  const { did, ...order } = saga.input as { did: Was[]; sanction: Sanction; undoes: string }
  const was = did[n]
  if (!was) return { writes: [] }
  return turnOf(saga, await liftEffect(await actorOf(saga), order, was, saga.id), n, did.length)
}

const actOf = ({ input }: Saga): string => t(`moderation.members.act.${input.sanction as Sanction}`)
const step = (turn: Work) => ({ name: "each", says: () => t("sagas.each"), turn, noReturn: true as const })

export const sanctionMembers: SagaKind = {
  kind: SANCTIONING,
  title: (saga) => t("sagas.many", { act: actOf(saga) }),
  steps: [step(doing)],
}

export const unsanctionMembers: SagaKind = {
  kind: UNSANCTIONING,
  title: (saga) => t("sagas.undo-many", { act: actOf(saga) }),
  steps: [step(undoing)],
}
