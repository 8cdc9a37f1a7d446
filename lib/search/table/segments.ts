/** Writes segments from posts just indexed. */
import { chunks, putMany } from "#lib/db/batch.ts"
import type { Segment } from "#lib/db/items/search.ts"
import { blockItem } from "#lib/db/writes/search.ts"
import { blockOf, type Doc, packBlock, sizeOf, type Terms } from "../block.ts"
import { type Indexed, termsOf } from "../indexed.ts"
import { begin, publish } from "./contents.ts"

/** Characters of a block before compression, about: about 8 kB then, one or two units to read. */
const BLOCK_SIZE = 16_000

/** Packed before others in the process have their turn. */
const BLOCKS_AT_ONCE = 8

/** Indexes posts as one segment. @returns false when it was swept away before it was done */
export async function writeSegment(scope: string, posts: readonly Indexed[], asOf: number): Promise<boolean> {
  return publish(scope, await buildSegment(scope, posts, asOf))
}

/** The same, not searched yet. */
export async function buildSegment(scope: string, posts: readonly Indexed[], asOf: number): Promise<Segment> {
  const terms = termsOf(posts)
  const blocks = blocksFor(sizeOf(terms))
  const segment = await begin(scope, { asOf, blocks })
  const bytes = await writeBlocks(scope, segment.id, split(terms, blocks))
  return { ...segment, ...figuresOf(posts.map(({ doc }) => doc)), bytes }
}

type Figures = Pick<Segment, "posts" | "titleLength" | "textLength" | "languages" | "from" | "to">

function figuresOf(docs: readonly Doc[]): Figures {
  const figures: Figures = { posts: 0, titleLength: 0, textLength: 0, languages: {}, from: "", to: "" }
  for (const { post, titleLength, textLength, language } of docs) {
    figures.posts++
    figures.titleLength += titleLength
    figures.textLength += textLength
    figures.languages[language] = (figures.languages[language] ?? 0) + 1
    if (!figures.from || post < figures.from) figures.from = post
    if (post > figures.to) figures.to = post
  }
  return figures
}

/** Every block from `first` on, `step` apart: also those that come out empty. */
export function split(terms: Terms, blocks: number, first = 0, step = 1): Map<number, Terms> {
  const parts = new Map<number, Terms>()
  for (let n = first; n < blocks; n += step) parts.set(n, new Map())
  for (const [term, postings] of terms) parts.get(blockOf(term, blocks))!.set(term, postings)
  return parts
}

/** @returns how many bytes they are before compression */
export async function writeBlocks(
  scope: string,
  segment: string,
  parts: Map<number, Terms>,
): Promise<number> {
  let total = 0
  for (const some of chunks([...parts], BLOCKS_AT_ONCE)) {
    const items = some.map(([n, terms]) => {
      const { bytes, size } = packBlock(terms)
      total += size
      return blockItem({ scope, segment, n, bytes })
    })
    await putMany(items)
  }
  return total
}

/** In how many blocks, a power of two, so much is cut. */
export function blocksFor(size: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(size / BLOCK_SIZE)))
}
