/** The best topics of what an import wrote, brought into the lists of their categories at its end. */
import { commit } from "#lib/db/commit.ts"
import type { Top } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTop } from "#lib/db/patterns/categories.ts"
import { Overtaken, untilSettled } from "#lib/db/retry.ts"
import { putTop } from "#lib/db/writes/categories.ts"
import { scoreOf, TOP_SIZE, withTopic } from "#lib/forum/ranking.ts"

export class Tops {
  readonly #lists = new Map<string, Top>()

  /** Takes a topic into account, in the order in which ranking itself would have it. */
  add(topic: Topic): void {
    const score = scoreOf(topic)
    if (topic.removed || score < 1) return
    for (const period of ["all", topic.createdAt.slice(0, 7)]) {
      const key = `${topic.category}\n${period}`
      const top = this.#lists.get(key) ?? { category: topic.category, period, topics: [], version: 0 }
      const lowest = top.topics.at(-1)
      if (lowest && top.topics.length >= TOP_SIZE && score < lowest.score) continue
      this.#lists.set(key, withTopic(top, topic.id, score))
    }
  }

  async write(): Promise<void> {
    for (const list of this.#lists.values()) await untilSettled(() => merge(list))
  }
}

async function merge(list: Top): Promise<Top> {
  let top = (await findTop(list.category, list.period)) ?? { ...list, topics: [] }
  const before = JSON.stringify(top.topics)
  for (const { id, score } of list.topics) {
    const listed = top.topics.find((one) => one.id === id)
    // What happened here since counts more than what the import knows.
    if (!listed || listed.score < score) top = withTopic(top, id, score)
  }
  if (JSON.stringify(top.topics) !== before) await commit([putTop(top, () => new Overtaken())])
  return top
}
