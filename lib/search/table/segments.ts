/** Writes segments: from posts just indexed, and from older segments. */
import { chunks, putMany } from "#lib/db/batch.ts"
import type { Segment } from "#lib/db/items/search.ts"
import { searchBlocks } from "#lib/db/patterns/search.ts"
import { blockItem } from "#lib/db/writes/search.ts"
import { type Block, blockOf, type Doc, packBlock, postingsOf, type Terms, unpackBlock } from "../block.ts"
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
  const blocks = blocksFor(packBlock(terms).size)
  const segment = await begin(scope, asOf, blocks)
  const tally = new Tally()
  for (const { doc } of posts) tally.add(doc)
  const bytes = await writeBlocks(scope, segment.id, split(terms, blocks))
  return { ...segment, ...tally.figures(), bytes }
}

/** Makes one segment of several; what is not alive any more stays behind. */
export async function mergeSegments(
  scope: string,
  inputs: readonly Segment[],
  asOf: number,
  isAlive: (doc: Doc) => boolean,
  stillMine: () => Promise<boolean>,
): Promise<boolean> {
  const most = Math.max(...inputs.map(({ blocks }) => blocks))
  const blocks = Math.max(most, blocksFor(inputs.reduce((sum, { bytes }) => sum + bytes, 0)))
  const segment = await begin(scope, asOf, blocks)
  const tally = new Tally()
  const small = new Map<string, Block>()
  let bytes = 0
  for (let part = 0; part < most; part++) {
    if (part % 64 === 63 && !(await stillMine())) return false
    const terms = await readPart(scope, inputs, part, most, small)
    const kept = alive(terms, isAlive, tally)
    bytes += await writeBlocks(scope, segment.id, split(kept, blocks, part, most))
  }
  return publish(
    scope,
    { ...segment, ...tally.figures(), blocks, bytes },
    inputs.map(({ id }) => id),
  )
}

/** The terms of all inputs that lie in one of `parts` parts of the hash. */
async function readPart(
  scope: string,
  inputs: readonly Segment[],
  part: number,
  parts: number,
  small: Map<string, Block>,
): Promise<Terms> {
  const wanted = inputs.map(({ id, blocks }) => ({ scope, segment: id, n: part & (blocks - 1), blocks }))
  const missing = wanted.filter(({ segment, n }) => !small.has(`${segment} ${n}`))
  const found = await searchBlocks(missing, { consistent: true })
  missing.forEach(({ segment, n }, i) => {
    if (!found[i]) throw new Error(`Block ${n} of segment ${segment} is missing: rebuild the search index.`)
    small.set(`${segment} ${n}`, unpackBlock(found[i]))
  })
  const terms: Terms = new Map()
  for (const { segment, n, blocks } of wanted) {
    const block = small.get(`${segment} ${n}`)!
    // A block of the largest is asked for once; those of smaller ones hold several parts.
    if (blocks === parts) small.delete(`${segment} ${n}`)
    for (const term of block.terms.keys()) {
      if (blockOf(term, parts) !== part) continue
      const { found: count, list } = postingsOf(block, term)
      const postings = terms.get(term)
      if (postings) {
        postings.found += count
        postings.list.push(...list)
      } else terms.set(term, { found: count, list })
    }
  }
  return terms
}

function alive(terms: Terms, isAlive: (doc: Doc) => boolean, tally: Tally): Terms {
  const kept: Terms = new Map()
  for (const [term, { found, list }] of terms) {
    const newest = new Map<string, Doc>()
    for (const { doc } of list) if (doc.stamp > (newest.get(doc.post)?.stamp ?? -1)) newest.set(doc.post, doc)
    const seen = new Set<string>()
    const own = list.filter(({ doc }) => {
      if (newest.get(doc.post)?.stamp !== doc.stamp || seen.has(doc.post) || !isAlive(doc)) return false
      seen.add(doc.post)
      return true
    })
    for (const { doc } of own) tally.add(doc)
    if (own.length > 0) kept.set(term, { found: found - (list.length - own.length), list: own })
  }
  return kept
}

/** Every block from `first` on, `step` apart: also those that come out empty. */
function split(terms: Terms, blocks: number, first = 0, step = 1): Map<number, Terms> {
  const parts = new Map<number, Terms>()
  for (let n = first; n < blocks; n += step) parts.set(n, new Map())
  for (const [term, postings] of terms) parts.get(blockOf(term, blocks))!.set(term, postings)
  return parts
}

/** @returns how many bytes they are before compression */
async function writeBlocks(scope: string, segment: string, parts: Map<number, Terms>): Promise<number> {
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

function blocksFor(size: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(size / BLOCK_SIZE)))
}

/** Counts each post once. */
class Tally {
  private readonly posts = new Set<string>()
  private titleLength = 0
  private textLength = 0
  private readonly languages: Record<string, number> = {}
  private from = ""
  private to = ""

  add(doc: Doc): void {
    if (this.posts.has(doc.post)) return
    this.posts.add(doc.post)
    this.titleLength += doc.titleLength
    this.textLength += doc.textLength
    this.languages[doc.language] = (this.languages[doc.language] ?? 0) + 1
    if (!this.from || doc.post < this.from) this.from = doc.post
    if (doc.post > this.to) this.to = doc.post
  }

  figures(): Pick<Segment, "posts" | "titleLength" | "textLength" | "languages" | "from" | "to"> {
    const { titleLength, textLength, languages, from, to } = this
    return { posts: this.posts.size, titleLength, textLength, languages, from, to }
  }
}
