/**
 * Makes one segment of several, part by part of the hash: it holds one block of each in memory, does so much in a turn,
 * and goes on where the turn before ended.
 */
import type { Segment } from "#lib/db/items/search.ts"
import { searchBlocks } from "#lib/db/patterns/search.ts"
import { type Block, blockOf, type Doc, postingsOf, type Terms, unpackBlock } from "../block.ts"
import { FILTER } from "../indexed.ts"
import { blocksFor, split, writeBlocks } from "./segments.ts"

/** Characters that are written in a turn, before compression: about 250 RCU and 1,000 WCU, and a second. */
export const TURN = 2_000_000

export type Plan = { asOf: number; blocks: number; making: NonNullable<Segment["making"]> }

/** What is known of a merge before it begins. @param asOf what was gone before then is left out */
export function planMerge(inputs: readonly Segment[], asOf: number): Plan {
  const parts = Math.max(...inputs.map(({ blocks }) => blocks))
  const blocks = Math.max(parts, blocksFor(bytesOf(inputs)))
  return { asOf, blocks, making: { inputs: inputs.map(({ id }) => id), parts, done: 0 } }
}

export const bytesOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { bytes }) => sum + bytes, 0)

/**
 * One turn of a merge; what is not alive any more stays behind. Done again it writes the same.
 * @param stillMine asked now and then @returns the segment as far as it is, undefined when it is somebody else's
 */
export async function mergeTurn(
  scope: string,
  segment: Segment,
  inputs: readonly Segment[],
  isAlive: (doc: Doc) => boolean,
  stillMine: () => Promise<boolean>,
): Promise<Segment | undefined> {
  const making = segment.making!
  const held: Held = new Map()
  const after: Segment = { ...segment, languages: { ...segment.languages } }
  let done = making.done
  for (; done < making.parts && after.bytes - segment.bytes < TURN; done++) {
    if (done % 64 === 63 && !(await stillMine())) return undefined
    const part = mirrored(done, making.parts)
    const terms = await readPart(scope, inputs, part, making.parts, held)
    const kept = alive(terms, isAlive)
    count(after, kept)
    after.bytes += await writeBlocks(scope, segment.id, split(kept, segment.blocks, part, making.parts))
  }
  after.making = { ...making, done }
  // Wider than need be where what was lowest or highest is gone, which does no harm.
  after.from = inputs.map(({ from }) => from).toSorted()[0]!
  after.to = inputs
    .map(({ to }) => to)
    .toSorted()
    .at(-1)!
  return after
}

/** The block of each input that was read last. */
type Held = Map<string, { n: number; block: Block }>

/**
 * The number with its bits in reverse: parts that lie in one block of a smaller segment then follow each other, so that
 * each block is read once and none is kept for later.
 */
function mirrored(n: number, parts: number): number {
  let mirror = 0
  for (let [rest, bit] = [n, parts >> 1]; bit > 0; rest >>= 1, bit >>= 1) if (rest & 1) mirror |= bit
  return mirror
}

/** The terms of all inputs that lie in one of `parts` parts of the hash. */
async function readPart(
  scope: string,
  inputs: readonly Segment[],
  part: number,
  parts: number,
  held: Held,
): Promise<Terms> {
  const wanted = inputs.map(({ id, blocks }) => ({ scope, segment: id, n: part & (blocks - 1) }))
  const missing = wanted.filter(({ segment, n }) => held.get(segment)?.n !== n)
  const found = await searchBlocks(missing, { consistent: true })
  missing.forEach(({ segment, n }, i) => {
    if (!found[i]) throw new Error(`Block ${n} of segment ${segment} is missing: rebuild the search index.`)
    held.set(segment, { n, block: unpackBlock(found[i]) })
  })
  const terms: Terms = new Map()
  for (const { segment } of wanted) {
    const { block } = held.get(segment)!
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

function alive(terms: Terms, isAlive: (doc: Doc) => boolean): Terms {
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
    if (own.length > 0) kept.set(term, { found: found - (list.length - own.length), list: own })
  }
  return kept
}

/** Counts posts by what stands for their topic: each post is there once. Of a topic that is too long to be listed, about. */
function count(figures: Segment, terms: Terms): void {
  for (const [term, { found, list }] of terms) {
    if (!term.startsWith(FILTER.topic)) continue
    const each = found / list.length
    figures.posts += found
    for (const { doc } of list) {
      figures.titleLength += each * doc.titleLength
      figures.textLength += each * doc.textLength
      figures.languages[doc.language] = (figures.languages[doc.language] ?? 0) + each
    }
  }
}
