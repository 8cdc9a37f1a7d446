/** For tests of figures: only what counts follows from their writes, and nothing else has to be waited for. */
import { bestTopics } from "#lib/projections/best-topics.ts"
import { categoryFigures } from "#lib/projections/category-figures.ts"
import { postLikes } from "#lib/projections/post-likes.ts"
import { topicFigures } from "#lib/projections/topic-figures.ts"
import { type Delivery, settle } from "./settle.ts"

export const COUNTERS = [postLikes, topicFigures, categoryFigures, bestTopics]

/**
 * Does something while `write` writes as fast as it can, for all the time that it takes.
 * @param write is told how often it has written · @returns how often
 */
export async function whileWritten(
  work: () => Promise<void>,
  write: (n: number) => Promise<unknown>,
): Promise<number> {
  let [n, isOver] = [0, false]
  const writing = (async () => {
    while (!isOver) await write(n++)
  })()
  try {
    await Promise.race([work(), writing])
  } finally {
    isOver = true
  }
  await writing
  return n
}

export function settleFigures(deliver?: Delivery): Promise<void> {
  return settle({ projections: COUNTERS, ...(deliver && { deliver }) })
}
