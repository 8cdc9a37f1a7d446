/** How indexed posts are kept: blocks of terms, each with the posts that have them and where. */
import { deflateRawSync, inflateRawSync } from "node:zlib"

/** What the index knows of a post. */
export type Doc = {
  post: string
  topic: string
  author: string
  category: string
  tags: string[]
  isFirst: boolean
  titleLength: number
  textLength: number
  language: string
  /** Milliseconds before it was read: of two of one post the higher is true. */
  stamp: number
}

/** A post that has a term; `places` as they are kept: differences in base 36. */
export type Posting = { doc: Doc; places: string }
/** `found` counts all posts that have the term, also those that the list leaves out. */
export type Postings = { found: number; list: Posting[] }
export type Terms = Map<string, Postings>

/** What begins so is no word, but what posts are found by where nobody asks for words. */
export const NO_WORD = "\u0001"

/** Posts listed of one term in a segment: half of them the best, half the newest. A word that so many have tells little. */
const MAX_LISTED = 1024
/** Bytes of a block: 15 RCU. Few come near; where many long posts repeat a word, less of it is kept. */
export const MAX_BLOCK = 120_000
/** Of a word that is in a post more often, more says nothing: where room is short, its first places are kept. */
const ENOUGH_PLACES = 64

export function writePlaces(places: readonly number[]): string {
  let last = 0
  return places
    .map((place) => {
      const step = place - last
      last = place
      return step.toString(36)
    })
    .join(".")
}

export function readPlaces(text: string): number[] {
  let last = 0
  return text === "" ? [] : text.split(".").map((step) => (last += Number.parseInt(step, 36)))
}

/** In which of `blocks` (a power of two) a term lies. */
export function blockOf(term: string, blocks: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  return ((hash ^ (hash >>> 15)) >>> 0) & (blocks - 1)
}

type Kept = {
  /** Texts that posts share. */
  s: string[]
  d: [string, number, number, number, number[], 0 | 1, number, number, number, number][]
  t: [string, number, string][]
}

/** @returns the bytes to keep, and how many they are before compression */
export function packBlock(terms: Terms): { bytes: Uint8Array<ArrayBuffer>; size: number } {
  for (let [most, places] = [MAX_LISTED, Number.POSITIVE_INFINITY]; ; most /= 2, places = ENOUGH_PLACES) {
    const json = jsonOf(terms, most, places)
    const bytes = Uint8Array.from(deflateRawSync(json, { level: 4 }))
    if (bytes.length <= MAX_BLOCK || most < 32) return { bytes, size: json.length }
  }
}

/** How many bytes terms are before compression. */
export function sizeOf(terms: Terms): number {
  return jsonOf(terms, MAX_LISTED, Number.POSITIVE_INFINITY).length
}

function jsonOf(terms: Terms, most: number, mostPlaces: number): string {
  const texts = new Map<string, number>()
  const docs = new Map<Doc, number>()
  const kept: Kept = { s: [], d: [], t: [] }
  for (const [term, { found, list }] of terms) {
    const listed = listOf(term, list, most).map(
      ({ doc, places }) => `${numberOf(doc).toString(36)}:${firstOf(places, mostPlaces)}`,
    )
    kept.t.push([term, found, listed.join(",")])
  }
  kept.s = [...texts.keys()]
  return JSON.stringify(kept)

  function numberOf(doc: Doc): number {
    const known = docs.get(doc)
    if (known !== undefined) return known
    docs.set(doc, docs.size)
    const { post, isFirst, titleLength, textLength, stamp } = doc
    const [topic, author, category, language] = [doc.topic, doc.author, doc.category, doc.language].map(
      text,
    ) as [number, number, number, number]
    kept.d.push([
      post,
      topic,
      author,
      category,
      doc.tags.map(text),
      isFirst ? 1 : 0,
      titleLength,
      textLength,
      language,
      stamp,
    ])
    return docs.size - 1
  }
  function text(value: string): number {
    const known = texts.get(value)
    if (known !== undefined) return known
    texts.set(value, texts.size)
    return texts.size - 1
  }
}

/** What is listed of a term that too many posts have: half the best, half the newest. */
function listOf(term: string, list: Posting[], most: number): Posting[] {
  if (list.length <= most) return list
  // What stands for a filter says the same of all of them.
  const best = term.startsWith(NO_WORD)
    ? []
    : [...list].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, most / 2)
  const newest = [...list].sort((a, b) => (a.doc.post < b.doc.post ? 1 : -1))
  const chosen = new Set(best)
  for (const posting of newest) if (chosen.size < most) chosen.add(posting)
  return [...chosen]
}

function firstOf(places: string, most: number): string {
  return places.length <= most ? places : places.split(".").slice(0, most).join(".")
}

/** About how well a post would answer this term alone: occurrences by length. */
function weightOf({ doc, places }: Posting): number {
  return (places.length + 2) / (doc.textLength + 50)
}

/** A block as it is searched: terms are read when they are asked for. */
export type Block = { docs: Doc[]; terms: Map<string, { found: number; listed: string }> }

export function unpackBlock(bytes: Uint8Array): Block {
  const { s, d, t } = JSON.parse(inflateRawSync(bytes).toString()) as Kept
  const docs = d.map(
    ([post, topic, author, category, tags, isFirst, titleLength, textLength, language, stamp]): Doc => ({
      post,
      topic: s[topic]!,
      author: s[author]!,
      category: s[category]!,
      tags: tags.map((tag) => s[tag]!),
      isFirst: isFirst === 1,
      titleLength,
      textLength,
      language: s[language]!,
      stamp,
    }),
  )
  return { docs, terms: new Map(t.map(([term, found, listed]) => [term, { found, listed }])) }
}

/** The posts that have a term. */
export function postingsOf(block: Block, term: string): Postings {
  const entry = block.terms.get(term)
  if (!entry) return { found: 0, list: [] }
  const list = entry.listed.split(",").map((posting): Posting => {
    const colon = posting.indexOf(":")
    return {
      doc: block.docs[Number.parseInt(posting.slice(0, colon), 36)]!,
      places: posting.slice(colon + 1),
    }
  })
  return { found: entry.found, list }
}
