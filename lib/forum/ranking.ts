/** The best topics of each category: a short list that is kept as topics grow, all-time and per month. */
import { sleep } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Top } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTop } from "#lib/db/patterns/categories.ts"
import { backoff, Overtaken } from "#lib/db/retry.ts"
import { putTop } from "#lib/db/writes/categories.ts"

/** Three pages of them: who looks further looks by activity. Bounds the item to about 4 kB. */
export const TOP_SIZE = 90

/** A like says more about quality than a reply, which says more about length. */
const LIKE_WEIGHT = 2

/** A listed topic is written again when its score grew by this much, not at every reply. */
const GROWTH = 1.1

/** Others rank at the same time. Whoever loses so often comes in with the next reply or like. */
const MOST_TURNS = 5

/** What a topic is ranked by. */
export function scoreOf(topic: Pick<Topic, "likeCount" | "postCount">): number {
  return LIKE_WEIGHT * topic.likeCount + topic.postCount - 1
}

/** Brings a topic into the top lists of its category where it belongs there. */
export async function rankTopic(topic: Topic): Promise<void> {
  if (topic.removed) return
  const score = scoreOf(topic)
  if (score < 1) return
  await Promise.all(["all", topic.createdAt.slice(0, 7)].map((period) => rankIn(topic, score, period)))
}

async function rankIn(topic: Topic, score: number, period: string): Promise<void> {
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const top = (await findTop(topic.category, period, { consistent: turn > 1 })) ?? {
      category: topic.category,
      period,
      topics: [],
      version: 0,
    }
    if (!belongsIn(top, topic.id, score)) return
    try {
      return await commit([putTop(withTopic(top, topic.id, score), () => new Overtaken())])
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      await sleep(backoff(turn))
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

/** The list with the topic at its place, best first, cut to its size. */
export function withTopic(top: Top, id: string, score: number): Top {
  const topics = [...top.topics.filter((one) => one.id !== id), { id, score }]
  topics.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
  return { ...top, topics: topics.slice(0, TOP_SIZE) }
}
