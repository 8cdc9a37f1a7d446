/** The order of categories: those beside each other change places. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { placeCategory } from "#lib/db/writes/categories.ts"
import { aboutCategory, told } from "./administering.ts"
import { type Manager, managedCategories } from "./categories.ts"

export const OrderInput = z.object({
  category: z.string().max(60),
  to: z.enum(["up", "down", "before"]),
  /** Before which of those beside it; empty is behind all. */
  before: z.string().max(60).optional(),
})

/** Between two places, so that an operator finds room there. */
const STEP = 10

/**
 * Brings a category one place up or down among those beside it, or before one of them; at the end of them it stays.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict
 */
export function orderCategory(
  manager: Manager,
  { category: id, to, before }: z.output<typeof OrderInput>,
): Promise<Category[]> {
  return untilSettled(async () => {
    const all = await managedCategories(manager)
    const category = all.find((one) => one.id === id)
    if (!category) throw new ForumError("not-found", "category-missing")
    const beside = besides(all, category)
    const wanted = to === "before" ? movedBefore(beside, category, before) : swapped(beside, category, to)
    if (wanted.every((one, i) => one === beside[i])) return beside
    const event = { act: "category-moved", after: { to: wanted.indexOf(category) + 1 } } as const
    await commit([...placeWrites(wanted), await told(manager, aboutCategory(category), event)])
    return wanted
  })
}

/** Those that stand beside it, in their order. One whose parent was removed stands by itself. */
export function besides(all: Category[], { parent }: Pick<Category, "parent">): Category[] {
  const above = ({ parent }: Pick<Category, "parent">) =>
    all.some(({ id }) => id === parent) ? parent : undefined
  return all.filter((one) => above(one) === above({ parent }))
}

function swapped(beside: Category[], category: Category, to: "up" | "down"): Category[] {
  const at = beside.indexOf(category)
  const other = beside[to === "up" ? at - 1 : at + 1]
  if (!other) return beside
  return beside.map((one) => (one === category ? other : one === other ? category : one))
}

/** Somebody else may have moved that one elsewhere meanwhile: then whoever drags sees the new order first. */
function movedBefore(beside: Category[], category: Category, before: string | undefined): Category[] {
  const others = beside.filter((one) => one !== category)
  if (!before) return [...others, category]
  const at = others.findIndex(({ id }) => id === before)
  if (at < 0) throw new ForumError("conflict", "changed-meanwhile")
  return others.toSpliced(at, 0, category)
}

/** Where places are the same or the wrong way round, all are numbered anew; otherwise two change theirs. */
function placeWrites(wanted: Category[]): Write[] {
  const places = [...new Set(wanted.map(({ position }) => position))].sort((a, b) => a - b)
  const numbers = places.length === wanted.length ? places : wanted.map((_, i) => (i + 1) * STEP)
  return wanted.flatMap((one, i) => (one.position === numbers[i] ? [] : [placeCategory(one, numbers[i]!)]))
}
