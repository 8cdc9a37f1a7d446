/** Categories as pages show them: each viewer's share of the tree, and nothing of the rest. */

import { CATEGORIES } from "#lib/base/cache-tags.ts"
import { addressOf, type Category } from "#lib/db/items/categories.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { cached } from "#lib/web/cached.ts"
import { type Area, areaOf } from "#lib/web/paths.ts"

/** What a link to a category needs. */
export type CategoryLink = {
  id: string
  /** What its address says: the id, unless staff gave it another. */
  slug: string
  name: string
  hue: number
  area: Area
  parent?: { id: string; slug: string; name: string }
}

export type CategoryCard = CategoryLink & {
  description: string
  question: boolean
  /** Who may read it, where that is not everybody. */
  readers: Category["readers"]
  /** With what lies in the sub-categories that are shown below it. */
  topicCount: number
  postCount: number
  lastPostAt?: string
  children: CategoryCard[]
}

/** A link to a category; its parent is named when it is among `others`. */
export function linkTo(category: Category, others: Category[]): CategoryLink {
  const parent = others.find(({ id }) => id === category.parent)
  return {
    id: category.id,
    slug: addressOf(category),
    name: category.name,
    hue: category.hue,
    area: areaOf(category),
    ...(parent && { parent: { id: parent.id, slug: addressOf(parent), name: parent.name } }),
  }
}

/** The tree of `categories`: a sub-category whose parent is not among them stands by itself. */
export function treeOf(categories: Category[]): CategoryCard[] {
  const isChild = ({ parent }: Category) => categories.some(({ id }) => id === parent)
  return categories.filter((category) => !isChild(category)).map((category) => cardOf(category, categories))
}

/** A category with its sub-categories, counted together. */
export function cardOf(category: Category, all: Category[]): CategoryCard {
  const children = all.filter(({ parent }) => parent === category.id).map((child) => cardOf(child, []))
  const lastPostAt = [category, ...children].map((one) => one.lastPostAt ?? "").reduce(later)
  return {
    ...linkTo(category, all),
    description: category.description,
    question: category.kind === "question",
    readers: category.readers,
    topicCount: sum([category, ...children], "topicCount"),
    postCount: sum([category, ...children], "postCount"),
    ...(lastPostAt && { lastPostAt }),
    children,
  }
}

/** The categories that everybody may see, and which lies in which. Without what changes with every post. */
export const loadPublicPlaces = cached(
  "categories",
  () => [CATEGORIES],
  async () =>
    (await visibleCategories(GUEST)).map((category) => ({
      ...{ id: category.id, slug: addressOf(category), parent: category.parent },
    })),
)

/** A category that everybody may see, or null. */
export const loadCategoryLink = cached(
  "category-link",
  (_id: string) => [CATEGORIES],
  async (id): Promise<CategoryLink | null> => {
    const visible = await visibleCategories(GUEST)
    const category = visible.find((one) => one.id === id)
    return category ? linkTo(category, visible) : null
  },
)

const later = (a: string, b: string): string => (a > b ? a : b)

function sum(cards: { topicCount: number; postCount: number }[], key: "topicCount" | "postCount"): number {
  return cards.reduce((total, card) => total + card[key], 0)
}
