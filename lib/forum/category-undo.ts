/** What an administrator changed of a category is taken back, while nothing of it was changed again. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { eventsOfCase } from "#lib/db/patterns/cases.ts"
import { aboutCategory } from "./administering.ts"
import { caseIdOf } from "./cases.ts"
import { changeCategory, type Manager, managedCategory } from "./categories.ts"

export const UndoInput = z.object({
  category: z.string().max(60),
  /** The place of what is to be undone in the category's past. */
  event: z.coerce.number().int().min(1).max(99_999_999),
})

/** @throws ForumError unauthenticated, forbidden, not-found, conflict, invalid */
export async function undoChange(
  manager: Manager,
  { category: id, event }: z.output<typeof UndoInput>,
): Promise<Category> {
  const category = await managedCategory(manager, id)
  const { items } = await eventsOfCase(caseIdOf(aboutCategory(category)), event - 1)
  const [done] = items
  if (done?.type !== "administered" || done.act !== "category-changed" || !isStillSo(category, done.after))
    throw new ForumError("conflict", "not-undoable")
  const names = Object.keys({ ...done.before, ...done.after })
  const before = Object.fromEntries(names.map((name) => [name, done.before?.[name]]))
  return changeCategory(manager, id, before, { version: category.version })
}

/** Whether all that the change made so is so now. */
export function isStillSo(category: Category, after: Record<string, unknown> = {}): boolean {
  return Object.entries(after).every(
    ([name, value]) => JSON.stringify(category[name as keyof Category]) === JSON.stringify(value),
  )
}
