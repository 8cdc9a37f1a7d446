/** The best topics of what an import wrote, brought into the lists of their categories at its end. */
import { commit } from "#lib/db/commit.ts"
import type { Top } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTops } from "#lib/db/patterns/categories.ts"
import { overtaken, untilSettled } from "#lib/db/retry.ts"
import { putTop } from "#lib/db/writes/categories.ts"
import { periodsOf, rankOf, TOP_SIZE, withTopics } from "#lib/forum/ranking.ts"

export class Tops {
  readonly #lists = new Map<string, Top>()

  /** Takes a topic into account; only the best of each list are kept in memory. */
  add(topic: Topic): void {
    const score = rankOf(topic)
    if (score < 1) return
    for (const period of periodsOf(topic)) {
      const key = `${topic.category}\n${period}`
      const top = this.#lists.get(key) ?? { category: topic.category, period, topics: [], version: 0 }
      const lowest = top.topics.at(-1)
      if (lowest && top.topics.length >= TOP_SIZE && score < lowest.score) continue
      this.#lists.set(key, withTopics(top, [[topic.id, score]]))
    }
  }

  async write(): Promise<void> {
    for (const list of this.#lists.values()) await untilSettled(() => merge(list))
  }
}

async function merge(list: Top): Promise<Top> {
  const [found] = await findTops([list], { consistent: true })
  const top = found ?? { ...list, topics: [] }
  // What happened here since counts more than what the import knows.
  const better = list.topics.filter(
    ({ id, score }) => (top.topics.find((one) => one.id === id)?.score ?? 0) < score,
  )
  const merged = withTopics(
    top,
    better.map(({ id, score }) => [id, score]),
  )
  if (JSON.stringify(merged.topics) !== JSON.stringify(top.topics)) await commit([putTop(merged, overtaken)])
  return merged
}
