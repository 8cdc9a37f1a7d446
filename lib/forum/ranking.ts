/** What the best topics of a category are, and in which order. */
import type { Top } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"

/** Three pages of them: who looks further looks by activity. Bounds the item to about 4 kB. */
export const TOP_SIZE = 90

/** A like says more about quality than a reply, which says more about length. */
const LIKE_WEIGHT = 2

/** Scores are told apart in steps of a fifth, so that a list is not written again at every reply. */
const STEP = 1.2

/** What a topic is ranked by. One that was removed, or of which nobody took notice, is ranked nowhere: 0. */
export function rankOf(topic: Pick<Topic, "likeCount" | "postCount" | "removed">): number {
  const score = topic.removed ? 0 : LIKE_WEIGHT * topic.likeCount + topic.postCount - 1
  let rank = 0
  for (let next = 1; next <= score; next = Math.max(next + 1, Math.ceil(next * STEP))) rank = next
  return rank
}

/** The lists in which a topic may be: of all times, and of the month in which it was started. */
export function periodsOf({ createdAt }: Pick<Topic, "createdAt">): string[] {
  return ["all", createdAt.slice(0, 7)]
}

/** The list with the topics at their places, best first, cut to its size. What is ranked 0 leaves it. */
export function withTopics(top: Top, ranks: [id: string, rank: number][]): Top {
  const others = top.topics.filter((one) => !ranks.some(([id]) => id === one.id))
  const topics = [...others, ...ranks.filter(([, rank]) => rank > 0).map(([id, score]) => ({ id, score }))]
  topics.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
  return { ...top, topics: topics.slice(0, TOP_SIZE) }
}
