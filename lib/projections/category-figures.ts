/** What a category says of its topics: how many, how many posts, when the last one came. */

import type { Category } from "#lib/db/items/categories.ts"
import { isCounted } from "#lib/db/items/counted.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { categoryKey } from "#lib/db/keys/categories.ts"
import { findCategories, findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { addToCategory } from "#lib/db/writes/figures.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { counter } from "./counters/counter.ts"
import { topicsIn } from "./counters/walks.ts"
import { correct, passFences } from "./fence.ts"

type Sum = { topics: number; posts: number; lastPostAt: string }
type Step = Sum & { sequence: string; category: string }
type Known = Pick<Category, "id" | "lastPostAt" | "appliedThrough">

const NAME = "category-figures"
const NOTHING: Sum = { topics: 0, posts: 0, lastPostAt: "" }

const figures = counter<Known, Step>({
  find: async (ids) => {
    const categories = await findCategories(ids, { consistent: true })
    return new Map(categories.map((category) => [category.id, knownOf(category)]))
  },
  // It is found where it is, or was deleted.
  isGone: async () => true,
  add: async (category, steps) => {
    const { topics, posts, lastPostAt } = steps.reduce(add, NOTHING)
    const { sequence: appliedThrough } = steps.at(-1)!
    const isNewer = lastPostAt > (category.lastPostAt ?? "")
    const { id, appliedThrough: before } = category
    const change = { id, ...(isNewer && { lastPostAt }) }
    return {
      after: { ...category, ...change, appliedThrough },
      writes: [addToCategory(change, { topics, posts }, { appliedThrough, before })],
    }
  },
})

export const categoryFigures: Projection = {
  name: NAME,
  entities: ["Topic", "Fence"],
  async apply(changes) {
    await figures.count(stepsIn(changes))
    await passFences(NAME, changes)
  },
  async repair(changes) {
    for (const category of stepsIn(changes).keys()) await correctCategory(category)
    await passFences(NAME, changes)
  },
  async rebuild(progress) {
    for (const { id, name } of await listCategories()) {
      const wasWrong = await correctCategory(id)
      progress(`${name}: ${wasWrong ? "put right" : "right"}.`)
    }
  },
}

/** The rows of a category are one item collection, and the category is in it. */
function stepsIn(changes: readonly Change[]): Map<string, Step[]> {
  const steps = changes.flatMap((change) => (change.entityType === "Topic" ? stepOf(change) : []))
  return Map.groupBy(steps, ({ category }) => category)
}

function stepOf(change: Change): Step[] {
  const { before, after } = images(Topics, change)
  if (!before && isCounted(change.after)) return []
  const [was, is] = [counting(before), counting(after)]
  const [topics, posts] = [is.topics - was.topics, is.posts - was.posts]
  const lastPostAt = is.lastPostAt === was.lastPostAt ? "" : is.lastPostAt
  if (topics === 0 && posts === 0 && !lastPostAt) return []
  return [{ sequence: change.sequence, category: (after ?? before)!.category, topics, posts, lastPostAt }]
}

/** A removed topic counts in no category; when it is restored, it brings its posts along. */
function counting(topic: Topic | undefined): Sum {
  if (!topic || topic.removed) return NOTHING
  return { topics: 1, posts: topic.postCount, lastPostAt: topic.lastPostAt }
}

function add(one: Sum, other: Sum): Sum {
  const isNewer = one.lastPostAt < other.lastPostAt
  return {
    topics: one.topics + other.topics,
    posts: one.posts + other.posts,
    lastPostAt: (isNewer ? other : one).lastPostAt,
  }
}

/** Counts a category again. The last activity never goes back. @returns whether anything was wrong */
function correctCategory(id: string): Promise<boolean> {
  return correct({ partition: categoryKey(id).PK, by: NAME }, async () => {
    const category = await findCategory(id, { consistent: true })
    if (!category) return undefined
    let sum = NOTHING
    for await (const topics of topicsIn({ id })) sum = topics.map(counting).reduce(add, sum)
    const missing = {
      topics: sum.topics - category.topicCount,
      posts: sum.posts - category.postCount,
    }
    const isLate = sum.lastPostAt > (category.lastPostAt ?? "")
    if (missing.topics === 0 && missing.posts === 0 && !isLate) return undefined
    const change = { id, ...(isLate && { lastPostAt: sum.lastPostAt }) }
    return (appliedThrough) => [
      addToCategory(change, missing, { appliedThrough, before: category.appliedThrough }),
    ]
  })
}

function knownOf({ id, lastPostAt, appliedThrough }: Category): Known {
  return { id, ...(lastPostAt && { lastPostAt }), ...(appliedThrough && { appliedThrough }) }
}
