/** Access patterns of searching, in a process that has just started and holds no block. */
import * as search from "#lib/db/patterns/search.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { relatedTopics, searchForum, similarTopics } from "#lib/forum/searching.ts"
import { parseQuery } from "#lib/search/query.ts"
import { forgetBlocks, MAX_BLOCKS } from "#lib/search/table/reading.ts"
import type { World } from "./world.ts"
import { A_QUERY, aText } from "./world-search.ts"

export const SEARCH_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-90": () => search.searchContents("everyone"),
  "AP-91": () => search.freshPosts("everyone"),
  "AP-92": () => search.goneThings("everyone"),
  "AP-93": async () => search.searchBlocks(await someBlocks()),
  "AP-94": () => search.searchTasks(),
  "AP-95": () => cold(() => searchForum(GUEST, { ...parseQuery(aText(3)), order: "relevance" })),
  "AP-96": () => cold(() => similarTopics(GUEST, A_QUERY)),
  "AP-97": (world) => cold(() => relatedTopics(GUEST, { ...world.topics[0]!, title: A_QUERY.repeat(2) })),
}

async function cold(read: () => Promise<unknown>): Promise<void> {
  forgetBlocks()
  await read()
}

/** As many as a search reads at most, of the whole index where it has fewer. */
async function someBlocks(): Promise<{ scope: string; segment: string; n: number }[]> {
  const { segments } = await search.searchContents("everyone")
  const all = segments.flatMap(({ id, blocks }) =>
    Array.from({ length: blocks }, (_, n) => ({ scope: "everyone", segment: id, n })),
  )
  return all.slice(0, MAX_BLOCKS)
}
