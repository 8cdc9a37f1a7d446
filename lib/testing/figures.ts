/** For tests of figures: only what counts follows from their writes, and nothing else has to be waited for. */
import { bestTopics } from "#lib/projections/best-topics.ts"
import { categoryFigures } from "#lib/projections/category-figures.ts"
import { postLikes } from "#lib/projections/post-likes.ts"
import { topicFigures } from "#lib/projections/topic-figures.ts"
import { type Delivery, settle } from "./settle.ts"

export const COUNTERS = [postLikes, topicFigures, categoryFigures, bestTopics]

export function settleFigures(deliver?: Delivery): Promise<void> {
  return settle({ projections: COUNTERS, ...(deliver && { deliver }) })
}
