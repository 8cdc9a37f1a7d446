/** Categories: which there are for whom, new ones, and what is changed of one. Their order: category-order.ts; their end: category-removal.ts. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { addressOf, type Category, Readers, Writers } from "#lib/db/items/categories.ts"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { giveAddress, onlyAddress, putCategory, rewriteCategory } from "#lib/db/writes/categories.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import type { Actor } from "./actor.ts"
import { aboutCategory, differing, told } from "./administering.ts"
import { canSeeCategory } from "./seeing.ts"

/** The command line and imports act for the operator, who owns the machine. */
export type Manager = Actor | { kind: "operator" }

/** All of them are read for every page that is made: more than a list that people look through. */
const MOST_CATEGORIES = 200
/** With those that were removed, which are read along. */
const MOST_KEPT = 2 * MOST_CATEGORIES
/** Beside each other: their order is set anew in one transaction. */
export const MOST_BESIDE = 90

const Address = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, { error: () => t("inputs.category-address") })
  .max(50, { error: () => t("inputs.category-address-long") })

export const CategoryInput = z.object({
  id: Address.optional(),
  /** Another part of its address, later. */
  slug: Address.optional(),
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("inputs.category-name") })
    .max(50, { error: () => t("inputs.category-name-long") }),
  description: z
    .string()
    .trim()
    .max(300, { error: () => t("inputs.category-description-long") })
    .default(""),
  parent: z.string().optional(),
  position: z.number().int().min(0).max(9999).default(100),
  hue: z.number().int().min(0).max(359).default(210),
  readers: Readers.default("everyone"),
  writers: Writers.default("members"),
  kind: z.enum(["discussion", "question"]).default("discussion"),
})

/** What people set of a category, and so what an event tells. */
const TOLD = [
  ...(["name", "slug", "description", "parent", "hue"] as const),
  ...(["readers", "writers", "kind"] as const),
]

/** The categories that the actor may see, in their order. */
export async function visibleCategories(actor: Actor): Promise<Category[]> {
  return (await listCategories()).filter((category) => canSeeCategory(actor, category))
}

/** All that are not removed, for who keeps them in order. @throws ForumError unauthenticated, forbidden */
export async function managedCategories(manager: Manager): Promise<Category[]> {
  requireManager(manager)
  return (await listCategories()).filter(({ removed }) => !removed)
}

/** @throws ForumError unauthenticated, forbidden */
export function requireManager(manager: Manager): void {
  if (manager.kind !== "operator") authorize(manager, "category.manage", {})
}

/** One as it is now, removed or not. @throws ForumError unauthenticated, forbidden, not-found */
export async function managedCategory(manager: Manager, id: string): Promise<Category> {
  requireManager(manager)
  const category = await findCategory(id, { consistent: true })
  if (!category) throw new ForumError("not-found", "category-missing")
  return category
}

/** Adds a category. @throws ForumError forbidden, conflict (the address is taken), invalid (nesting, openness, too many) */
export function createCategory(manager: Manager, input: z.input<typeof CategoryInput>): Promise<Category> {
  return untilSettled(() => create(manager, input))
}

async function create(manager: Manager, input: z.input<typeof CategoryInput>): Promise<Category> {
  const { id, slug: _, ...rest } = CategoryInput.parse(input)
  requireManager(manager)
  const others = await listCategories()
  checkRoom(others, rest.parent)
  await checkParent(others, rest)
  const at = nowIso()
  const category: Category = {
    ...rest,
    id: id ?? slugOf(rest.name),
    pinned: [],
    topicCount: 0,
    postCount: 0,
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
  await commit([
    putCategory(category),
    onlyAddress(category.id),
    await told(manager, aboutCategory(category), {
      act: "category-created",
      after: { readers: category.readers, writers: category.writers },
    }),
  ])
  return category
}

type Change = Partial<Omit<z.input<typeof CategoryInput>, "id">>

/**
 * Changes a category, say who may read it. An address that it had leads to the new one.
 * @param version that was looked at: who changed it meanwhile is not overwritten
 * @throws ForumError not-found, forbidden, conflict, invalid
 */
export function changeCategory(
  manager: Manager,
  id: string,
  change: Change,
  { version, words }: { version?: number; words?: string } = {},
): Promise<Category> {
  return untilSettled(async () => {
    const before = await managedCategory(manager, id)
    if (before.removed) throw new ForumError("not-found", "category-missing")
    if (version !== undefined && version !== before.version)
      throw new ForumError("conflict", "changed-meanwhile", {
        version: before.version,
        now: shownNow(before),
      })
    const { id: _, ...input } = CategoryInput.parse({ ...before, ...change })
    const others = (await listCategories()).filter((one) => one.id !== id)
    if (input.parent !== before.parent) checkRoom(others, input.parent, 0)
    await checkParent(others, { ...input, id })
    const { slug: wanted = before.id } = input
    const changed: Category = { ...before, ...input, updatedAt: nowIso() }
    if (wanted === before.id) delete changed.slug
    const differences = differing(before, changed, TOLD)
    await commit([
      rewriteCategory(changed),
      ...addressWrites(before, addressOf(changed)),
      differences &&
        (await told(manager, aboutCategory(changed), { act: "category-changed", ...differences, words })),
    ])
    return { ...changed, version: before.version + 1 }
  })
}

/** What is set of it, as a form would send it: for who looked at something older. */
function shownNow(category: Category): Record<string, string> {
  const texts = TOLD.map((name): [string, string] => [name, String(category[name] ?? "")])
  return { ...Object.fromEntries(texts), slug: addressOf(category) }
}

/** The new address is nobody else's; the one that it was made with is its own for ever. */
function addressWrites(before: Category, address: string): Write[] {
  if (address === addressOf(before) || address === before.id) return []
  return giveAddress(address, before.id)
}

function checkRoom(others: Category[], parent: string | undefined, more = 1): void {
  const there = others.filter(({ removed }) => !removed)
  if (there.length + more > MOST_CATEGORIES || others.length + more > MOST_KEPT)
    throw new ForumError("invalid", "too-many-categories")
  const beside = there.filter((one) => one.parent === parent)
  if (beside.length + 1 > MOST_BESIDE) throw new ForumError("invalid", "too-many-categories-beside")
}

const OPENNESS = { everyone: 3, members: 2, staff: 1, nobody: 0 } as const

/** Whether what is open to `one` is open to no more people than to `other`. */
export function isAsClosed(one: Category["readers"], other: Category["readers"]): boolean {
  return OPENNESS[one] <= OPENNESS[other]
}

async function checkParent(
  others: Category[],
  { id, parent, readers }: { id?: string; parent?: string; readers: Category["readers"] },
): Promise<void> {
  const children = id ? others.filter((category) => category.parent === id && !category.removed) : []
  if (children.some((child) => !isAsClosed(child.readers, readers))) {
    throw new ForumError("invalid", "category-opens-parent", { field: "readers" })
  }
  if (!parent) return
  const above = await findCategory(parent)
  if (!above || above.removed) throw new ForumError("not-found", "category-missing")
  if (above.parent || children.length > 0 || above.id === id)
    throw new ForumError("invalid", "category-nesting", { field: "parent" })
  if (!isAsClosed(readers, above.readers))
    throw new ForumError("invalid", "category-opens-parent", { field: "readers" })
}
