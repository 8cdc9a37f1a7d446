/** The best topics of each category, all-time and by month: a short list that is kept as topics grow. */
import { commit } from "#lib/db/commit.ts"
import type { Top } from "#lib/db/items/categories.ts"
import { isCounted } from "#lib/db/items/counted.ts"
import { Topics } from "#lib/db/items/topics.ts"
import { findTops, listTops } from "#lib/db/patterns/categories.ts"
import { overtaken, untilSettled } from "#lib/db/retry.ts"
import { freshOf, type Place, placeOf, throughAlso } from "#lib/db/through.ts"
import { putTop } from "#lib/db/writes/categories.ts"
import { periodsOf, rankOf, withTopics } from "#lib/forum/ranking.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { categoriesFrom, cursorOf, placeIn, topicsIn } from "./counters/walks.ts"

type Step = Place & { category: string; period: string; topic: string; rank: number }

/**
 * A list has what the rows said last, so it may be told so again; what is older than the list is left out. Where a
 * full list loses a topic, who comes after its last one is known when that grows next, or the list is made anew.
 */
export const bestTopics: Projection = {
  name: "best-topics",
  entities: ["Topic"],
  async apply(changes) {
    await Promise.all([...stepsIn(changes).values()].map(rankIn))
  },
  async repair(changes) {
    const categories = new Set([...stepsIn(changes).values()].flat().map(({ category }) => category))
    for (const category of categories) await rankAll(category)
  },
  /** A category at a time: its lists are written when all its topics are known. */
  async *rebuild(from) {
    for (const category of await categoriesFrom(placeIn(from))) {
      const lists = await rankAll(category)
      yield { cursor: cursorOf({ category, whole: true }), done: `${category}: ${lists} lists.` }
    }
  },
}

/** By list, in the order of the stream. */
function stepsIn(changes: readonly Change[]): Map<string, Step[]> {
  const steps = changes.flatMap((change): Step[] => {
    const { before, after } = images(Topics, change)
    const rank = after ? rankOf(after) : 0
    if (rank === (before ? rankOf(before) : 0) || (!before && isCounted(change.after))) return []
    const topic = (after ?? before)!
    const step = { ...placeOf(change), category: topic.category, topic: topic.id, rank }
    return periodsOf(topic).map((period) => ({ ...step, period }))
  })
  return Map.groupBy(steps, ({ category, period }) => `${category} ${period}`)
}

async function rankIn(steps: Step[]): Promise<void> {
  const { category, period } = steps[0]!
  await untilSettled(async () => {
    const top = await listOf(category, period)
    const fresh = freshOf(steps, top.appliedThrough)
    // The last one of each topic says how it is.
    const ranks = new Map(fresh.map(({ topic, rank }) => [topic, rank]))
    if (fresh.length === 0) return top
    const appliedThrough = throughAlso(top.appliedThrough, fresh)
    await put(top, { ...withTopics(top, [...ranks]), appliedThrough })
    return top
  })
}

async function listOf(category: string, period: string): Promise<Top> {
  const [top] = await findTops([{ category, period }], { consistent: true })
  return top ?? { category, period, topics: [], version: 0 }
}

/** Nobody else has changed it since it was read, or it is done again. */
async function put(top: Top, next: Top): Promise<void> {
  if (JSON.stringify(next.topics) === JSON.stringify(top.topics)) return
  await commit([putTop(next, overtaken)])
}

/**
 * Makes all lists of a category anew. They are read before the rows: what the stream brings meanwhile changes them,
 * and then it is done again. @returns how many lists
 */
async function rankAll(category: string): Promise<number> {
  const { size } = await untilSettled(async () => {
    const before = new Map((await listTops(category)).map((top) => [top.period, top]))
    const empty = (period: string): Top => ({
      category,
      version: 0,
      ...before.get(period),
      period,
      topics: [],
    })
    const after = new Map([...before.keys()].map((period) => [period, empty(period)]))
    for await (const topics of topicsIn({ id: category }))
      for (const topic of topics)
        for (const period of rankOf(topic) > 0 ? periodsOf(topic) : [])
          after.set(period, withTopics(after.get(period) ?? empty(period), [[topic.id, rankOf(topic)]]))
    for (const [period, list] of after) await put(before.get(period) ?? empty(period), list)
    return after
  })
  return size
}
