/** Acts on many topics or posts that staff have chosen: looked at before, done by a saga, and taken back as a whole. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { t } from "#lib/words/t.ts"
import { can } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { type Effect, effectOn, type ManyAct, type Order, POST_ACTS, TOPIC_ACTS, type Was } from "./many.ts"
import { Words } from "./reporting.ts"
import { beginOnce, newSaga } from "./sagas.ts"
import { FormKey, TagList } from "./texts.ts"
import { requireUndoable, undoneBy } from "./undoable.ts"

export const SELECTING = "act-on-many"
export const UNSELECTING = "undo-act-on-many"

/** More than a few pages of a list are no longer chosen one by one. What is remembered of each stays one item. */
export const MOST_SELECTED = 100

/** Ids as a form has them: one field each, or all in one. */
const Selected = z
  .preprocess(
    (value) => [...new Set([value ?? []].flat().flatMap((some) => String(some).split(",")))].filter(Boolean),
    z.array(Id),
  )
  .refine((ids) => ids.length > 0, { error: () => t("moderation.many.none") })
  .refine((ids) => ids.length <= MOST_SELECTED, {
    error: () => t("moderation.many.too-many", { max: MOST_SELECTED }),
  })

const fields = {
  of: z.enum(["topics", "posts"]),
  act: z.enum(TOPIC_ACTS, { error: () => t("moderation.many.choose-act") }),
  items: Selected,
  category: z.string().max(60).optional(),
  tags: TagList,
}
type Fields = { of: Order["of"]; act: ManyAct; category?: string | undefined; tags: string[] }

/** What is asked for, before there is a reason: for the preview. */
export const OrderInput = z.object(fields).superRefine((order, context) => {
  const [path, message] = missingIn(order) ?? []
  if (path && message) context.addIssue({ code: "custom", path: [path], message })
})

export const SelectInput = z
  .object({ ...fields, form: FormKey, words: Words })
  .superRefine((order, context) => {
    const [path, message] = missingIn(order) ?? []
    if (path && message) context.addIssue({ code: "custom", path: [path], message })
    // Whoever cannot be read any more has to know why.
    if (order.act === "hide" && order.words === undefined)
      context.addIssue({ code: "custom", path: ["words"], message: t("moderation.say-why") })
  })

function missingIn({ of, act, category, tags }: Fields): [string, string] | undefined {
  if (of === "posts" && !POST_ACTS.some((one) => one === act)) return ["act", t("moderation.many.choose-act")]
  if (act === "move" && !category) return ["category", t("inputs.category-choose")]
  if ((act === "tag" || act === "untag") && tags.length === 0) return ["tags", t("moderation.many.name-tags")]
  return undefined
}

/** @throws ForumError unauthenticated, not-found: to who moderates nothing there is nothing */
export function requireModerator(actor: Actor): Member {
  const member = requireMember(actor)
  if (!can(member, "queue.see", {})) throw new ForumError("not-found", "page-missing")
  return member
}

/** Reads of so many are under way at a time. */
const AT_ONCE = 10

/** What an act would do to each, and which it would leave out and why. @throws ForumError unauthenticated, not-found */
export async function previewOf(actor: Actor, order: Order & { items: string[] }): Promise<Effect[]> {
  const member = requireModerator(actor)
  const effects: Effect[] = []
  for (let from = 0; from < order.items.length; from += AT_ONCE) {
    const some = order.items.slice(from, from + AT_ONCE)
    effects.push(...(await Promise.all(some.map((id) => effectOn(member, order, id)))))
  }
  return effects
}

/**
 * Begins an act on many. Each is done with its event in one transaction, with the rights that the member has then.
 * The same form sent again is the same act. @throws ForumError unauthenticated, not-found, limited
 */
export async function actOnMany(actor: Actor, input: z.output<typeof SelectInput>): Promise<{ id: string }> {
  const member = requireModerator(actor)
  const { form, ...order } = input
  const saga = newSaga(SELECTING, order, { by: member.id, total: input.items.length })
  return beginOnce({ form, member, rule: "staff.write" }, saga)
}

/** What is to be done by a saga of these kinds. */
export function orderOf({ input }: Saga): Order & { items: string[] } {
  return input as Order & { items: string[] }
}

/** What it has done so far, as far as undoing needs to know; and what it left out. */
export type Done = { did: Was[]; left: { id: string; title: string; why: string }[] }

export function doneBy({ data }: Saga): Done {
  const { did = [], left = [] } = data as Partial<Done>
  return { did, left }
}

/** Who began it looks after it; administrators after all. */
export function mayLookAfter(actor: Actor, saga: Saga): boolean {
  return can(actor, "queue.see", {}) && (requireMember(actor).id === saga.by || can(actor, "saga.watch", {}))
}

/**
 * Takes back what an act on many did, within two weeks: of each, if nobody has changed it since.
 * @throws ForumError unauthenticated, not-found, conflict
 */
export function undoMany(actor: Actor, input: { saga: string }): Promise<Saga> {
  return untilSettled(async () => {
    const done = await getSaga(input.saga)
    if (done?.kind !== SELECTING || !mayLookAfter(actor, done))
      throw new ForumError("not-found", "page-missing")
    requireUndoable(done)
    const { of, act } = orderOf(done)
    const { did } = doneBy(done)
    const saga = newSaga(
      UNSELECTING,
      {
        of,
        act,
        undoes: done.id,
        at: done.startedAt,
        did,
        ...(orderOf(done).category && { to: orderOf(done).category }),
      },
      { by: requireMember(actor).id, total: did.length },
    )
    await commit([...putSaga(saga), undoneBy(done, saga)])
    return saga
  })
}
