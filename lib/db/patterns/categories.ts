import { get, getMany } from "../batch.ts"
import {
  Categories,
  type Category,
  type CategoryAddress,
  CategoryAddresses,
  type Top,
  Tops,
  type Wardens,
  WardensOf,
} from "../items/categories.ts"
import { ALL_CATEGORIES, categoryAddressKey, categoryKey, topKey, wardensKey } from "../keys/categories.ts"
import type { Key } from "../keys/key.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query } from "../query.ts"

/**
 * AP-1: all categories, in their order. Read by whoever may see which: filter with lib/forum/seeing.ts. The index only tells which
 * there are: it may be late, and who may read one must not be.
 */
export async function listCategories(): Promise<Category[]> {
  const found: Key[] = []
  let after: Record<string, string> | undefined
  do {
    const { items, last } = await query({ index: "GSI3", pk: ALL_CATEGORIES, after })
    found.push(...items)
    after = last
  } while (after)
  return Categories.readAll(await getMany(found))
}

/** AP-1b: one category by its slug. */
export async function findCategory(id: string, { consistent = false } = {}): Promise<Category | undefined> {
  return Categories.read(await get(categoryKey(id), { consistent }))
}

/** AP-1c: some categories by their slugs, in the order asked for; missing ones are left out. */
export async function findCategories(ids: string[], { consistent = false } = {}): Promise<Category[]> {
  return Categories.readAll(await getMany(ids.map(categoryKey), { consistent }))
}

/** AP-250: whose an address is that a category was given later. */
export async function findCategoryAddress(
  slug: string,
  { consistent = false } = {},
): Promise<CategoryAddress | undefined> {
  return CategoryAddresses.read(await get(categoryAddressKey(slug), { consistent }))
}

/** AP-275: who moderates a category without being staff, consistently; of none `version` 0. */
export async function wardensOf(category: string): Promise<Wardens> {
  const found = WardensOf.read(await get(wardensKey(category), { consistent: true }))
  return found ?? { category, members: [], version: 0 }
}

/** AP-3b: the best topics of categories in periods (`all` or `yyyy-mm`), best first: ids and scores. */
export async function findTops(
  lists: { category: string; period: string }[],
  { consistent = false } = {},
): Promise<(Top | undefined)[]> {
  const keys = lists.map(({ category, period }) => topKey(category, period))
  return (await getMany(keys, { consistent })).map((item) => Tops.read(item))
}

/** AP-58b: all lists of the best topics of a category, consistently: one for each month and one of all times. */
export async function listTops(category: string): Promise<Top[]> {
  const found: Top[] = []
  let after: Record<string, string> | undefined
  do {
    const { PK } = topKey(category, "")
    const { items, last } = await query({ pk: PK, beginsWith: PREFIX.top, after, consistent: true })
    found.push(...Tops.readAll(items))
    after = last
  } while (after)
  return found
}
