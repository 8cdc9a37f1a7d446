/** An act on many topics or posts, one a turn, each with its event; and taken back, one a turn. */
import type { Saga } from "#lib/db/items/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Actor, GUEST, memberFrom } from "#lib/forum/actor.ts"
import { type Effect, effectOn, type ManyAct, type Order, repinned, type Was } from "#lib/forum/many.ts"
import { type Done, doneBy, orderOf, SELECTING, UNSELECTING } from "#lib/forum/selecting.ts"
import { settings } from "#lib/forum/settings.ts"
import { isChangedSince } from "#lib/forum/since.ts"
import { t } from "#lib/words/t.ts"
import type { SagaKind, Turn, Work } from "./contract.ts"

/** Who began it, with the rights that they have by now. */
export async function actorOf({ by }: Saga): Promise<Actor> {
  const user = by && (await getUser(by, { consistent: true }))
  return user && !user.leftAt ? memberFrom(user, await settings()) : GUEST
}

const doing: Work = async (saga, cursor) => {
  const n = Number(cursor ?? 0)
  const order = orderOf(saga)
  return turnOf(
    saga,
    await effectOn(await actorOf(saga), order, order.items[n]!, saga.id),
    n,
    order.items.length,
  )
}

/** Of what has left the forum meanwhile there is no name. */
const titleOf = ({ title }: Effect): string => title || t("moderation.many.unknown")

/** A turn that does one, or tells why it is left out. @param n which of `all` */
export function turnOf(saga: Saga, effect: Effect, n: number, all: number): Turn {
  const { did, left } = doneBy(saga)
  const next = n + 1 < all ? { next: n + 1 } : {}
  if ("left" in effect) {
    const data: Done = { did, left: [...left, { id: effect.id, title: titleOf(effect), why: effect.left }] }
    return { writes: [], data, ...next }
  }
  return { writes: effect.writes, done: 1, data: { did: [...did, effect.was], left }, ...next }
}

/** What takes each back. */
const OPPOSITE: Record<ManyAct, ManyAct> = {
  lock: "unlock",
  unlock: "lock",
  move: "move",
  unpin: "unpin",
  tag: "untag",
  untag: "tag",
  hide: "restore",
  restore: "hide",
}

const undoing: Work = async (saga, cursor) => {
  const n = Number(cursor ?? 0)
  const was = (saga.input.did as Was[])[n]
  if (!was) return { writes: [] }
  const all = (saga.input.did as Was[]).length
  return turnOf(saga, await opposite(saga, was), n, all)
}

async function opposite(saga: Saga, was: Was): Promise<Effect> {
  const actor = await actorOf(saga)
  const { of, act, undoes, to, at } = saga.input as Pick<Order, "of" | "act"> & {
    undoes: string
    to?: string
    at?: string
  }
  const isChanged = await isChangedSince({ of, act }, was.id, { saga: undoes, at: at ?? saga.startedAt })
  if (act === "unpin") return leftIf(isChanged, await repinned(actor, was, saga.id))
  const order: Order = {
    ...{ of, act: OPPOSITE[act], undoes },
    ...(was.category && { category: was.category }),
    ...(was.tags && { tags: was.tags }),
    ...(was.removed && { removed: was.removed }),
    ...(act === "restore" && !was.removed && { words: t("moderation.many.undone") }),
  }
  const effect = await effectOn(actor, order, was.id, saga.id)
  // Somebody has moved it on.
  const isElsewhere = act === "move" && (await findTopic(was.id, { consistent: true }))?.category !== to
  return leftIf(isElsewhere || isChanged, effect)
}

/** What somebody has changed since stays as they left it. */
function leftIf(isLeft: boolean, effect: Effect): Effect {
  const { id, title, author } = effect
  return isLeft && !("left" in effect) ? { id, title, author, left: t("moderation.many.already") } : effect
}

const titleOfAct = ({ input }: Saga, of: "sagas.many" | "sagas.undo-many"): string => {
  const act = t(`moderation.many.act.${input.act as ManyAct}`)
  return of === "sagas.many" ? t("sagas.many", { act }) : t("sagas.undo-many", { act })
}

const step = (turn: Work) => ({ name: "each", says: () => t("sagas.each"), turn, noReturn: true as const })

export const actOnMany: SagaKind = {
  kind: SELECTING,
  title: (saga) => titleOfAct(saga, "sagas.many"),
  steps: [step(doing)],
}

export const undoActOnMany: SagaKind = {
  kind: UNSELECTING,
  title: (saga) => titleOfAct(saga, "sagas.undo-many"),
  steps: [step(undoing)],
}
