/** Reads of the search index. What they may cost is bounded here, whatever the forum's size. */
import { get, getMany } from "../batch.ts"
import {
  type Contents,
  type Fresh,
  type Gone,
  SearchBlocks,
  SearchContents,
  SearchFresh,
  SearchGone,
  type SearchTask,
  SearchTasks,
} from "../items/search.ts"
import { PREFIX } from "../keys/prefixes.ts"
import {
  searchBlockKey,
  searchContentsKey,
  searchFreshKey,
  searchGoneKey,
  searchTaskKey,
} from "../keys/search.ts"
import { query, queryAll } from "../query.ts"

/** Posts that a search reads one by one, newest first; a worker that keeps up leaves a third of them. */
export const FRESH_READ = 48
/** Gone things that a search reads: when there are half as many, the segments that hold them are written anew. */
export const GONE_READ = 1000

/** AP-90: the table of contents of a scope's index; empty where there is none yet. */
export async function searchContents(scope: string, { consistent = false } = {}): Promise<Contents> {
  const found = SearchContents.read(await get(searchContentsKey(scope), { consistent }))
  return found ?? { scope, version: 0, segments: [], garbage: [] }
}

/** AP-91: posts that no segment holds yet, newest first, 48 at most. */
export async function freshPosts(
  scope: string,
  { limit = FRESH_READ, consistent = false } = {},
): Promise<Fresh[]> {
  const { PK } = searchFreshKey(scope, "")
  return SearchFresh.readAll(
    await queryAll({ pk: PK, beginsWith: PREFIX.fresh, descending: true, limit, consistent }),
  )
}

/** AP-92: what segments still hold and is no longer true: posts and topics. */
export async function goneThings(
  scope: string,
  { limit = GONE_READ, consistent = false } = {},
): Promise<Gone[]> {
  const { PK } = searchGoneKey(scope, "post", "")
  return SearchGone.readAll(
    await queryAll({ pk: PK, beginsWith: PREFIX.gone, descending: true, limit, consistent }),
  )
}

/**
 * AP-93: blocks of segments, those that are there, with their place in `wanted`. 100 at most in a search. A segment is
 * known once its blocks are written, and they stay as they are until it is gone.
 */
export async function searchBlocks(
  wanted: { scope: string; segment: string; n: number }[],
  { consistent = false } = {},
): Promise<(Uint8Array | undefined)[]> {
  const keys = wanted.map(({ scope, segment, n }) => searchBlockKey(scope, segment, n))
  const items = await getMany(keys, consistent ? { consistent } : { neverChanges: true })
  return items.map((item) => SearchBlocks.read(item)?.bytes)
}

/** AP-94: what is to be indexed anew, some of it, consistently. */
export async function searchTasks(limit = 20): Promise<SearchTask[]> {
  const { items } = await query({ pk: searchTaskKey("").PK, limit, consistent: true })
  return SearchTasks.readAll(items)
}
