/** The best topics of each category: a short list that is kept as topics grow, all-time and per month. */
import { SECOND, sleep } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Top } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTops } from "#lib/db/patterns/categories.ts"
import { backoff, Overtaken } from "#lib/db/retry.ts"
import { putTop } from "#lib/db/writes/categories.ts"

/** Three pages of them: who looks further looks by activity. Bounds the item to about 4 kB. */
export const TOP_SIZE = 90

/** A like says more about quality than a reply, which says more about length. */
const LIKE_WEIGHT = 2

/** A listed topic is written again when its score grew by this much, not at every reply. */
const GROWTH = 1.2

/** Others rank at the same time. Whoever loses so often comes in with the next reply or like. */
const MOST_TURNS = 5

/** A topic whose figures changed. */
export type Risen = { before: Topic; after: Topic }

/** What a topic is ranked by. */
export function scoreOf(topic: Pick<Topic, "likeCount" | "postCount">): number {
  return LIKE_WEIGHT * topic.likeCount + topic.postCount - 1
}

/** A list of the best is 4 kB: a busy forum would write it at every reply. */
const RANK_EVERY = SECOND

const risen = new Map<string, Risen>()
let timer: NodeJS.Timeout | undefined

/**
 * Ranks topics within a second, all that rose meanwhile together. What a process that ends had not ranked comes
 * in with its next reply or like.
 */
export function rankSoon(changed: Risen[]): void {
  for (const { before, after } of changed) {
    risen.set(after.id, { before: risen.get(after.id)?.before ?? before, after })
  }
  // What fails is ranked with its next reply or like, as what was never tried.
  timer ??= setTimeout(() => void rankNow().catch(() => {}), RANK_EVERY).unref()
}

/** Ranks what is to be ranked soon at once: for commands and tests, which do not wait. */
export async function rankNow(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const changed = [...risen.values()]
  risen.clear()
  await rankTopics(changed)
}

/**
 * Brings topics into the top lists of their categories where they belong there.
 * @param changed each with its figures before: one that rose by nothing need not be looked up
 */
async function rankTopics(changed: Risen[]): Promise<void> {
  const risen = changed.filter(
    ({ before, after }) => !after.removed && scoreOf(after) > Math.max(0, scoreOf(before)),
  )
  const lists = new Map<string, { category: string; period: string; scores: Map<string, number> }>()
  for (const { after } of risen) {
    for (const period of ["all", after.createdAt.slice(0, 7)]) {
      const name = `${after.category} ${period}`
      const list = lists.get(name) ?? { category: after.category, period, scores: new Map() }
      list.scores.set(after.id, scoreOf(after))
      lists.set(name, list)
    }
  }
  const wanted = [...lists.values()]
  const tops = await findTops(wanted)
  await Promise.all(wanted.map((list, i) => rankIn(list, tops[i])))
}

async function rankIn(
  { category, period, scores }: { category: string; period: string; scores: Map<string, number> },
  found: Top | undefined,
): Promise<void> {
  let known = found
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const top = known ?? { category, period, topics: [], version: 0 }
    const rising = [...scores].filter(([id, score]) => belongsIn(top, id, score))
    if (rising.length === 0) return
    try {
      return await commit([putTop(withTopics(top, rising), () => new Overtaken())])
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      await sleep(backoff(turn))
      known = (await findTops([{ category, period }], { consistent: true }))[0]
    }
  }
}

/** Whether the list would be another with the topic at its new score. */
function belongsIn(top: Top, id: string, score: number): boolean {
  const listed = top.topics.find((one) => one.id === id)
  if (listed) return score >= listed.score * GROWTH
  const lowest = top.topics.at(-1)
  return top.topics.length < TOP_SIZE || !lowest || score > lowest.score
}

/** The list with the topics at their places, best first, cut to its size. */
export function withTopics(top: Top, scores: [id: string, score: number][]): Top {
  const others = top.topics.filter((one) => !scores.some(([id]) => id === one.id))
  const topics = [...others, ...scores.map(([id, score]) => ({ id, score }))]
  topics.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
  return { ...top, topics: topics.slice(0, TOP_SIZE) }
}
