/** What a category says of its topics: how many, how many posts, when the last one came. */

import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { isCounted } from "#lib/db/items/counted.ts"
import { type Topic, Topics } from "#lib/db/items/topics.ts"
import { categoryKey } from "#lib/db/keys/categories.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { findCategories, findCategory } from "#lib/db/patterns/categories.ts"
import { type Place, placeOf } from "#lib/db/through.ts"
import { addMissing, addToCategory, setLastActivity } from "#lib/db/writes/figures.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { correct, type Figure, type Sums } from "./correct.ts"
import { counter } from "./counters/counter.ts"
import { categoriesFrom, cursorOf, placeIn, topicsIn } from "./counters/walks.ts"
import { passFences } from "./fences.ts"

type Sum = { topics: number; posts: number; lastPostAt: string }
type Step = Sum & Place & { category: string }
type Known = Pick<Category, "id" | "lastPostAt" | "appliedThrough" | "corrected">

const NAME = "category-figures"
const NOTHING: Sum = { topics: 0, posts: 0, lastPostAt: "" }

const figures = counter<Known, Step>({
  find: async (ids) => {
    const categories = await findCategories(ids, { consistent: true })
    return new Map(categories.map((category) => [category.id, knownOf(category)]))
  },
  // It is found where it is, or was deleted.
  isGone: async () => true,
  add: async (category, steps, appliedThrough) => {
    const { topics, posts, lastPostAt } = steps.reduce(add, NOTHING)
    const isNewer = lastPostAt > (category.lastPostAt ?? "")
    const { id } = category
    const change = { id, ...(isNewer && { lastPostAt }) }
    return {
      after: { ...category, ...change, appliedThrough },
      writes: [addToCategory(change, { topics, posts }, { appliedThrough, before: category })],
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
  async *rebuild(from) {
    for (const category of await categoriesFrom(placeIn(from))) {
      const wasWrong = await correctCategory(category)
      yield {
        cursor: cursorOf({ category, whole: true }),
        done: `${category}: ${wasWrong ? "put right" : "right"}.`,
      }
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
  return [{ ...placeOf(change), category: (after ?? before)!.category, topics, posts, lastPostAt }]
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
async function correctCategory(id: string): Promise<boolean> {
  let lastPostAt = ""
  const wasWrong = await correct<Figure>({
    partition: categoryKey(id).PK,
    by: NAME,
    find: async () => {
      const category = await findCategory(id, { consistent: true })
      if (!category) return undefined
      const { topicCount, postCount, appliedThrough, corrected } = category
      return { sums: { topicCount, postCount }, appliedThrough, corrected }
    },
    walk: async function* () {
      for await (const topics of topicsIn({ id })) {
        lastPostAt = topics.map(counting).reduce(add, { ...NOTHING, lastPostAt }).lastPostAt
        yield topics.map((topic) => ({ sort: topicKey(id, topic.id).SK, adds: addsOf(topic) }))
      }
    },
    adds: (change) => {
      if (change.entityType !== "Topic") return undefined
      const { before, after } = images(Topics, change)
      return { before: addsOf(before), after: addsOf(after) }
    },
    step: (change) => {
      const [step] = change.entityType === "Topic" ? stepOf(change) : []
      return { topicCount: step?.topics ?? 0, postCount: step?.posts ?? 0 }
    },
    write: (category, missing) => [addMissing(categoryKey(id), missing, category)],
  })
  return (await setLater(id, lastPostAt)) || wasWrong
}

class NotLater extends Error {}

/** @returns whether it was earlier */
async function setLater(id: string, lastPostAt: string): Promise<boolean> {
  try {
    if (lastPostAt) await commit([setLastActivity(id, lastPostAt, () => new NotLater())])
    return lastPostAt !== ""
  } catch (error) {
    if (error instanceof NotLater) return false
    throw error
  }
}

function addsOf(topic: Topic | undefined): Sums {
  const { topics, posts } = counting(topic)
  return { topicCount: topics, postCount: posts }
}

function knownOf({ id, lastPostAt, appliedThrough, corrected }: Category): Known {
  return {
    id,
    ...(lastPostAt && { lastPostAt }),
    ...(appliedThrough && { appliedThrough }),
    ...(corrected && { corrected }),
  }
}
