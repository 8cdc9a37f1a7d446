/** Reads by which figures are kept and counted again. */
import * as categories from "#lib/db/patterns/categories.ts"
import * as figures from "#lib/db/patterns/figures.ts"
import type { World } from "./world.ts"

export const FIGURE_READS: Record<string, (world: World) => Promise<unknown>> = {
  // Other posts than the lookups by id ask for: places are remembered per process.
  "AP-55": ({ posts }) => figures.findPosts(posts.slice(6, 26).map(({ id }) => ({ id }))),
  "AP-56": ({ topics, posts }) => figures.marksAround(topics[0]!.id, posts.at(-3)!.id),
  "AP-56b": ({ topics }) => figures.listMarks(topics[1]!.id),
  "AP-56c": ({ topics, posts }) =>
    figures.marksBehind(topics[0]!.id, { post: posts[0]!.id, end: posts.at(-1)!.id, page: 1 }),
  "AP-57": ({ posts }) => figures.countReactions(posts[1]!.id),
  "AP-57b": ({ posts }) => figures.whoReacted(posts[1]!.id),
  "AP-58": () => figures.topicRows("deck"),
  "AP-58c": () => figures.listedUnanswered("deck"),
  "AP-58b": () => categories.listTops("harbour"),
}
