/** Categories: which there are for whom, and new ones. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit } from "#lib/db/commit.ts"
import { type Category, Readers, Writers } from "#lib/db/items/categories.ts"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { putCategory, rewriteCategory } from "#lib/db/writes/categories.ts"
import { t } from "#lib/words/t.ts"
import { authorize, canSeeCategory } from "./access.ts"
import type { Actor } from "./actor.ts"

/** The command line and imports act for the operator, who owns the machine. */
export type Manager = Actor | { kind: "operator" }

export const CategoryInput = z.object({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, { error: () => t("inputs.category-address") })
    .max(50)
    .optional(),
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("inputs.category-name") })
    .max(50),
  description: z.string().trim().max(300).default(""),
  parent: z.string().optional(),
  position: z.number().int().min(0).max(9999).default(100),
  hue: z.number().int().min(0).max(359).default(210),
  readers: Readers.default("everyone"),
  writers: Writers.default("members"),
  kind: z.enum(["discussion", "question"]).default("discussion"),
})

/** The categories that the actor may see, in their order. */
export async function visibleCategories(actor: Actor): Promise<Category[]> {
  return (await listCategories()).filter((category) => canSeeCategory(actor, category))
}

/** Adds a category. @throws ForumError forbidden, conflict (the address is taken), invalid (nesting, openness) */
export async function createCategory(
  manager: Manager,
  input: z.input<typeof CategoryInput>,
): Promise<Category> {
  const { id, ...rest } = CategoryInput.parse(input)
  if (manager.kind !== "operator") authorize(manager, "category.manage", {})
  await checkParent(rest)
  const at = nowIso()
  const category: Category = {
    ...rest,
    id: id?.toLowerCase() ?? slugOf(rest.name),
    pinned: [],
    topicCount: 0,
    postCount: 0,
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
  await commit([putCategory(category)])
  return category
}

/** Changes a category, say who may read it. @throws ForumError not-found, forbidden, conflict, invalid */
export async function changeCategory(
  manager: Manager,
  id: string,
  change: Partial<Omit<z.input<typeof CategoryInput>, "id">>,
): Promise<Category> {
  if (manager.kind !== "operator") authorize(manager, "category.manage", {})
  const category = await findCategory(id, { consistent: true })
  if (!category) throw new ForumError("not-found", "category-missing")
  const { id: _, ...input } = CategoryInput.parse({ ...category, ...change })
  await checkParent({ ...input, id })
  const changed = { ...category, ...input, updatedAt: nowIso() }
  await commit([rewriteCategory(changed)])
  return { ...changed, version: category.version + 1 }
}

const OPENNESS = { everyone: 2, members: 1, staff: 0 } as const

async function checkParent({
  id,
  parent,
  readers,
}: {
  id?: string
  parent?: string
  readers: Category["readers"]
}): Promise<void> {
  const children = id ? (await listCategories()).filter((category) => category.parent === id) : []
  if (children.some((child) => OPENNESS[child.readers] > OPENNESS[readers])) {
    throw new ForumError("invalid", "category-opens-parent")
  }
  if (!parent) return
  const above = await findCategory(parent)
  if (!above) throw new ForumError("not-found", "category-missing")
  if (above.parent || children.length > 0 || above.id === id)
    throw new ForumError("invalid", "category-nesting")
  if (OPENNESS[readers] > OPENNESS[above.readers]) throw new ForumError("invalid", "category-opens-parent")
}
