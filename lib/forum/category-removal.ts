/** The end of a category: removed with what is in it, until it is restored, or merged into another one. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { rewriteCategory } from "#lib/db/writes/categories.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { aboutCategory, told } from "./administering.ts"
import { isAsClosed, type Manager, managedCategories, managedCategory } from "./categories.ts"
import { Words } from "./reporting.ts"
import { newSaga } from "./sagas.ts"

export const MERGING_CATEGORY = "merge-category"

export const RemovalInput = z.object({
  category: z.string().max(60),
  /** What was looked at. */
  version: z.coerce.number().int(),
  words: Words,
})

/**
 * Takes a category out of the forum with all that is in it: nobody sees any of it, in no list, search, feed or
 * notification, until it is restored. Nothing is lost.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict, invalid (it has sub-categories)
 */
export function removeCategory(manager: Manager, input: z.output<typeof RemovalInput>): Promise<Category> {
  return untilSettled(async () => {
    const category = await removable(manager, input)
    const by = manager.kind === "member" ? { by: manager.id } : {}
    const removed: Category = { ...category, ...asRemoved(category, by) }
    await commit([
      rewriteCategory(removed),
      await told(manager, aboutCategory(category), {
        act: "category-removed",
        before: { readers: category.readers },
        ...(input.words && { words: input.words }),
      }),
    ])
    return removed
  })
}

/** What a category is once it is removed. */
export function asRemoved(
  { readers, removed }: Category,
  how: { by?: string; into?: string },
): Pick<Category, "readers" | "removed" | "updatedAt"> {
  if (readers === "nobody") return { readers, removed, updatedAt: nowIso() }
  return { readers: "nobody", removed: { at: nowIso(), readers, ...how }, updatedAt: nowIso() }
}

export const RestorationInput = RemovalInput.omit({ words: true })

/**
 * Brings a removed category back as it was, for those who might read it then; what is above it is open to as many.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict, invalid
 */
export function restoreCategory(
  manager: Manager,
  input: z.output<typeof RestorationInput>,
): Promise<Category> {
  return untilSettled(async () => {
    const category = await managedCategory(manager, input.category)
    if (!category.removed || category.version !== input.version)
      throw new ForumError("conflict", "changed-meanwhile")
    const { removed, merging: _, ...rest } = category
    const above = rest.parent ? await findCategory(rest.parent, { consistent: true }) : undefined
    // What it lay in may be gone or open to fewer by now: then it stands by itself, and staff look at it first.
    const isApart =
      rest.parent !== undefined && (!above || above.removed || !isAsClosed(removed.readers, above.readers))
    const restored: Category = { ...rest, readers: isApart ? "staff" : removed.readers, updatedAt: nowIso() }
    if (isApart) delete restored.parent
    await commit([
      rewriteCategory(restored),
      await told(manager, aboutCategory(restored), {
        act: "category-restored",
        after: { readers: restored.readers },
      }),
    ])
    return restored
  })
}

export const MergingInput = RemovalInput.extend({
  into: z.string().max(60),
  /** That more people may read the topics then is meant. */
  opened: z.literal("on").optional(),
})

/**
 * Moves all topics of a category into another one, and its address with them. It takes as long as it takes.
 * @throws ForumError unauthenticated, forbidden, not-found, conflict, invalid
 */
export function mergeCategory(manager: Manager, input: z.output<typeof MergingInput>): Promise<Saga> {
  return untilSettled(async () => {
    const from = await removable(manager, input)
    const to = await managedCategory(manager, input.into)
    if (to.removed) throw new ForumError("not-found", "category-missing", { field: "into" })
    if (from.id === to.id) throw new ForumError("invalid", "same-category", { field: "into" })
    if (to.merging) throw new ForumError("conflict", "category-merging", { field: "into" })
    if (!isAsClosed(to.readers, from.readers) && input.opened !== "on")
      throw new ForumError("invalid", "category-merge-opens", { field: "opened" })
    const words = { from: from.id, to: to.id, fromName: from.name, toName: to.name }
    const saga = newSaga(MERGING_CATEGORY, words, {
      total: from.topicCount,
      ...(manager.kind === "member" && { by: manager.id }),
    })
    await commit([
      ...putSaga(saga),
      // Another version of both: who presses twice begins it once, and neither goes elsewhere meanwhile.
      rewriteCategory({ ...from, merging: to.id, updatedAt: nowIso() }),
      rewriteCategory({ ...to, updatedAt: nowIso() }),
      await told(manager, aboutCategory(from), {
        act: "category-merged",
        after: { into: to.name },
        ...(input.words && { words: input.words }),
      }),
    ])
    return saga
  })
}

async function removable(
  manager: Manager,
  { category: id, version }: { category: string; version: number },
): Promise<Category> {
  const category = await managedCategory(manager, id)
  if (category.removed) throw new ForumError("not-found", "category-missing")
  if (category.version !== version) throw new ForumError("conflict", "changed-meanwhile")
  const others = await managedCategories(manager)
  if (others.some(({ parent }) => parent === id)) throw new ForumError("invalid", "category-has-parts")
  if (category.merging || others.some(({ merging }) => merging === id))
    throw new ForumError("conflict", "category-merging")
  return category
}
