/** One category: its topics in an order, pinned ones first, with those of its sub-categories. */

import { CATEGORIES, categoryTag } from "#lib/base/cache-tags.ts"
import { type Cursor, type Page, parseCursor } from "#lib/base/page.ts"
import { addressOf, type Category, pinnedNow } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { topicsAt } from "#lib/db/patterns/topics.ts"
import { type Actor, GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { latestTopics, newestTopics, waitingTopics } from "#lib/forum/latest.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { presentCategory } from "#lib/forum/visible.ts"
import { cached } from "#lib/web/cached.ts"
import { type Area, areaOf, categoryPath, ORDERS, type Order } from "#lib/web/paths.ts"
import { type CategoryCard, cardOf, loadPublicPlaces } from "./categories.ts"
import { bestOf } from "./top.ts"
import { rowsOf, type TopicRow } from "./topic-rows.ts"

export type CategoryView = {
  category: CategoryCard
  area: Area
  order: Order
  topics: TopicRow[]
  /** Of lists by time. */
  older?: Cursor
  newer?: Cursor
  /** Of top lists, which are short and numbered. */
  page?: number
  pages?: number
  /** Whether this is the first page, where the address has neither cursor nor number. */
  isFirst: boolean
}

/** `/c/<id>/<order>/<at>`: which order, and from where. Null when the address is none. */
export type CategoryAddress = { order: Order; cursor?: Cursor; page?: number }

/** Reads what follows the category's name in an address. */
export function parseCategoryAddress(rest: string[] = []): CategoryAddress | null {
  const [order = "activity", at, ...more] = rest
  if (!isOrder(order) || more.length > 0) return null
  if (at === undefined) return { order }
  if (order === "top" || order === "top-month") {
    return /^([2-9]|[1-9]\d)$/.test(at) ? { order, page: Number(at) } : null
  }
  const cursor = parseCursor(at)
  return cursor ? { order, cursor } : null
}

/** A category as the actor sees it, or null: hidden and unknown are the same. */
export async function categoryPage(actor: Actor, id: string, rest?: string[]): Promise<CategoryView | null> {
  const visible = await visibleCategories(actor)
  const category = visible.find((one) => one.id === id)
  return category ? pageOfCategory(category, visible, rest) : null
}

async function pageOfCategory(
  category: Category,
  visible: Category[],
  rest?: string[],
): Promise<CategoryView | null> {
  const address = parseCategoryAddress(rest)
  if (!address) return null
  const shown = [category, ...visible.filter(({ parent }) => parent === category.id)]
  const { order, cursor, page } = address
  const isFirst = cursor === undefined && page === undefined
  const list = await listOf(shown, address)
  if (!list || (!isFirst && list.items.length === 0)) return null
  const pinned = isFirst && order === "activity" ? await pinnedOf(category) : []
  const others = list.items.filter((topic) => !pinned.some(({ id }) => id === topic.id))
  const within = { within: category.id }
  return {
    category: cardOf(category, visible),
    area: areaOf(category),
    order,
    topics: [...rowsOf(pinned, shown, { ...within, pinned: true }), ...rowsOf(others, shown, within)],
    older: list.older,
    newer: list.newer,
    ...(list.pages && { page: page ?? 1, pages: list.pages }),
    isFirst,
  }
}

type List = Page<Topic> & { pages?: number }

function listOf(shown: Category[], { order, cursor, page }: CategoryAddress): Promise<List> {
  if (order === "activity") return latestTopics(shown, cursor)
  if (order === "newest") return newestTopics(shown, cursor)
  if (order === "unanswered") return waitingTopics(shown, cursor)
  return bestOf(shown, order === "top" ? "all" : "month", page)
}

/** AP-4. A pinned topic that was moved away is not where its pin says. */
function pinnedOf(category: Category): Promise<Topic[]> {
  const pinned = pinnedNow(category)
  return pinned.length > 0
    ? topicsAt(pinned.map((id) => ({ category: category.id, id })))
    : Promise.resolve([])
}

const isOrder = (text: string): text is Order => ORDERS.some((order) => order === text)

/** Which sub-categories a public category shows: with it, the tags of its page. */
const loadList = cached(
  "category",
  (ids: string, _rest: string) => [...ids.split("\n").map(categoryTag), CATEGORIES],
  (ids, rest) => categoryPage(GUEST, ids.split("\n")[0]!, rest ? rest.split("/") : undefined),
)

/** A public category's page. @param address what its address says · @param rest what follows that */
export async function loadCategory(address: string, rest: string[] = []): Promise<CategoryView | null> {
  const categories = await loadPublicPlaces()
  const id = categories.find(({ slug }) => slug === address)?.id
  if (id === undefined) return null
  const children = categories.filter(({ parent }) => parent === id).map((child) => child.id)
  return loadList([id, ...children].join("\n"), rest.join("/"))
}

/** Which category an address of before means now, as far as everybody may see it. */
const loadMoved = cached(
  "category-moved",
  (_address: string) => [CATEGORIES],
  async (address): Promise<string | null> => {
    const category = await presentCategory(address)
    return category && canSeeCategory(GUEST, category) ? addressOf(category) : null
  },
)

/** Where an address leads by which a public category was found once: its page in the same order. Null where nowhere. */
export async function loadMovedCategory(address: string, rest: string[] = []): Promise<string | null> {
  const slug = await loadMoved(address)
  return slug === null || slug === address ? null : [categoryPath(slug), ...rest].join("/")
}

/** Which category an address means, also one of before, where the actor may see it. */
export async function categoryAt(actor: Actor, address: string): Promise<string | undefined> {
  const category = await presentCategory(address)
  return category && canSeeCategory(actor, category) ? category.id : undefined
}
