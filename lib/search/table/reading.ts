/** Reads what a search needs of the index, and no more than so much. */
import { LRUCache } from "lru-cache"
import type { Segment } from "#lib/db/items/search.ts"
import { freshPosts, GONE_READ, goneThings, searchBlocks, searchContents } from "#lib/db/patterns/search.ts"
import { means, type Wanted } from "../analyse.ts"
import { type Block, blockOf, type Doc, type Posting, postingsOf, unpackBlock } from "../block.ts"
import type { Indexed } from "../indexed.ts"
import type { Averages } from "../score.ts"
import type { Scope } from "../search-index.ts"
import { visible } from "./contents.ts"
import { unpacked } from "./fresh.ts"
import { aliveBy } from "./gone.ts"
import { MAX_SEGMENTS } from "./upkeep.ts"

/** Blocks that a search reads, whatever it is about. */
export const MAX_BLOCKS = 100

/** Blocks never change: a process keeps those that are asked for again and again. About 100 kB each, unpacked. */
const kept = new LRUCache<string, Block>({ max: 256 })

/** For measuring: what a search reads in a process that has just started. */
export function forgetBlocks(): void {
  kept.clear()
}

export type Reading = {
  segments: Segment[]
  fresh: Indexed[]
  averages: Averages
  /** Whether something was left out, so that counts are lower bounds. */
  isPartial: boolean
  isAlive(doc: Doc): boolean
  /** Reads the blocks of the terms; of the first ones when all are too many. */
  load(words: readonly Wanted[]): Promise<void>
  postingsOf(term: string): { found: number; list: Posting[] }
}

/** `since`: what is in it and older is not true any more. */
type Part = { scope: Scope; segment: Segment; since: number }

/** Opens the index of some scopes. */
export async function readIndex(scopes: readonly Scope[]): Promise<Reading> {
  const read = await Promise.all(
    scopes.map(async (scope) => {
      const [contents, fresh, gone] = await Promise.all([
        searchContents(scope),
        freshPosts(scope),
        goneThings(scope),
      ])
      return { scope, contents, fresh, gone }
    }),
  )
  const shown = read.map(({ scope, contents }) => {
    const all = visible(contents.segments).toSorted((a, b) => b.posts - a.posts)
    const since = contents.built?.since ?? 0
    const parts = all.slice(0, MAX_SEGMENTS).map((segment): Part => ({ scope, segment, since }))
    return { all: all.length, parts }
  })
  const parts = shown.flatMap(({ parts: own }) => own)
  const alive = read.map(({ gone }) => aliveBy(gone, {}))
  const blocks = new Map<string, Block>()
  const fresh = read.flatMap((own) =>
    own.fresh.map(unpacked).filter(({ doc }) => doc.stamp >= (own.contents.built?.since ?? 0)),
  )
  const segments = parts.map(({ segment }) => segment)

  const reading: Reading = {
    segments,
    fresh,
    averages: averagesOf(segments, fresh),
    isPartial:
      shown.some(({ all, parts: own }) => all > own.length) ||
      read.some(({ gone }) => gone.length >= GONE_READ),
    isAlive: (doc) => alive.every((isAlive) => isAlive(doc)),
    async load(words) {
      const wanted = new Map<string, { scope: string; segment: string; n: number }>()
      for (const word of words)
        for (const term of word.anyOf)
          for (const { scope, segment } of parts) {
            if (!Object.keys(segment.languages).some((language) => means(word, term, language))) continue
            const n = blockOf(term, segment.blocks)
            wanted.set(nameOf(segment.id, n), { scope, segment: segment.id, n })
          }
      if (wanted.size > MAX_BLOCKS) reading.isPartial = true
      for (const [name, block] of await loadAll([...wanted].slice(0, MAX_BLOCKS))) blocks.set(name, block)
    },
    postingsOf(term) {
      const list: Posting[] = []
      let found = 0
      for (const { segment, since } of parts) {
        const block = blocks.get(nameOf(segment.id, blockOf(term, segment.blocks)))
        const own = block && postingsOf(block, term)
        if (!own) continue
        found += own.found
        if (own.found > own.list.length) reading.isPartial = true
        for (const posting of own.list) if (posting.doc.stamp >= since) list.push(posting)
      }
      for (const { doc, terms } of fresh) {
        const places = terms.get(term)
        if (places !== undefined) {
          found++
          list.push({ doc, places })
        }
      }
      return { found, list }
    },
  }
  return reading
}

const nameOf = (segment: string, n: number): string => `${segment} ${n}`

async function loadAll(
  wanted: [string, { scope: string; segment: string; n: number }][],
): Promise<[string, Block][]> {
  const missing = wanted.filter(([name]) => !kept.has(name))
  const found = await searchBlocks(missing.map(([, place]) => place))
  const read = new Map<string, Block>()
  missing.forEach(([name], i) => {
    // Replaced while we were reading: what it held is in another segment, which the next search reads.
    if (!found[i]) return
    const block = unpackBlock(found[i])
    kept.set(name, block)
    read.set(name, block)
  })
  return wanted.flatMap(([name]) => {
    const block = read.get(name) ?? kept.get(name)
    return block ? [[name, block] as [string, Block]] : []
  })
}

function averagesOf(segments: readonly Segment[], fresh: readonly Indexed[]): Averages {
  const all = [...segments, ...fresh.map(({ doc }) => ({ ...doc, posts: 1 }))]
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0)
  const posts = Math.max(
    1,
    sum((one) => one.posts),
  )
  return {
    posts,
    textLength: sum((one) => one.textLength) / posts,
  }
}
