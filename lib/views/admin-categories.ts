/** Categories as administrators keep them in order. */
import { addressOf, type Category } from "#lib/db/items/categories.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import { aboutCategory } from "#lib/forum/administering.ts"
import { managedCategory, requireManager } from "#lib/forum/categories.ts"
import { besides } from "#lib/forum/category-order.ts"
import { isStillSo } from "#lib/forum/category-undo.ts"
import { wardensFor } from "#lib/forum/wards.ts"
import { areaOf, categoryPath } from "#lib/web/paths.ts"
import { type PastEntry, pastOf } from "./past.ts"

export type ManagedRow = Pick<
  Category,
  "id" | "name" | "hue" | "readers" | "writers" | "kind" | "topicCount" | "version"
> & { address: string; isFirst: boolean; isLast: boolean; children: ManagedRow[] }

export type ManagedCategories = {
  rows: ManagedRow[]
  /** Those that were removed, with where their topics went. */
  removed: (Pick<Category, "id" | "name" | "version" | "topicCount"> & { at: string; into?: string })[]
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadManagedCategories(actor: Member): Promise<ManagedCategories> {
  requireManager(actor)
  const all = await listCategories()
  const there = all.filter(({ removed }) => !removed)
  const isChild = ({ parent }: Category): boolean => there.some(({ id }) => id === parent)
  return {
    rows: there.filter((one) => !isChild(one)).map((one) => rowOf(one, there)),
    removed: all.flatMap(({ id, name, version, topicCount, removed }) => {
      const into = all.find((one) => one.id === removed?.into)?.name
      return removed ? [{ id, name, version, topicCount, at: removed.at, ...(into && { into }) }] : []
    }),
  }
}

function rowOf(category: Category, all: Category[]): ManagedRow {
  const { id, name, hue, readers, writers, kind, topicCount, version } = category
  const beside = besides(all, category)
  return {
    ...{ id, name, hue, readers, writers, kind, topicCount, version, address: addressOf(category) },
    isFirst: beside[0] === category,
    isLast: beside.at(-1) === category,
    children: all.filter(({ parent }) => parent === id).map((child) => rowOf(child, all)),
  }
}

export type ManagedCategory = Pick<
  Category,
  | "id"
  | "name"
  | "description"
  | "parent"
  | "hue"
  | "readers"
  | "writers"
  | "kind"
  | "version"
  | "topicCount"
  | "postCount"
> & {
  address: string
  path: string
  hasParts: boolean
  /** Those in which it may lie, and all others, for what becomes of its topics. */
  above: { id: string; name: string }[]
  others: { id: string; name: string }[]
  /** Members who moderate it. */
  wardens: { id: string; name: string }[]
  past: PastEntry[]
}

/** One to be changed. @throws ForumError unauthenticated, forbidden, not-found (also one that is removed) */
export async function loadManagedCategory(actor: Member, id: string): Promise<ManagedCategory | null> {
  const category = await managedCategory(actor, id)
  if (category.removed) return null
  const all = (await listCategories()).filter((one) => !one.removed && one.id !== id)
  const named = ({ id, name }: Category) => ({ id, name })
  const { name, description, parent, hue, readers, writers, kind, version, topicCount, postCount } = category
  const hasParts = all.some((one) => one.parent === id)
  return {
    ...{ id, name, description, parent, hue, readers, writers, kind, version, topicCount, postCount },
    address: addressOf(category),
    path: categoryPath(addressOf(category), { area: areaOf(category) }),
    hasParts,
    above: hasParts ? [] : all.filter((one) => !one.parent).map(named),
    others: all.map(named),
    wardens: (await wardensFor(actor, id)).map(({ id, name }) => ({ id, name })),
    past: await pastOf(aboutCategory(category), TELLING, ({ act, after }) =>
      act === "category-changed" ? isStillSo(category, after) : false,
    ),
  }
}

/** Acts of which it is told what changed. */
const TELLING = ["category-changed", "moderator-ended", "moderator-named"] as const

/** What a new one may lie in. @throws ForumError unauthenticated, forbidden */
export async function loadNewCategory(actor: Member): Promise<{ above: { id: string; name: string }[] }> {
  requireManager(actor)
  const all = await listCategories()
  return {
    above: all.filter(({ parent, removed }) => !parent && !removed).map(({ id, name }) => ({ id, name })),
  }
}
