/** Where in a text the words of a query stand. */
import { cut, type Wanted } from "./analyse.ts"
import { type Language, stemOf } from "./languages.ts"
import { fold, partsOf, type Word, wordsOf } from "./words.ts"

/** A piece of text; `mark` when it is what was looked for. Plain text: whoever shows it escapes it. */
export type Piece = { text: string; mark?: true }

/** Characters of a snippet, about. */
const LENGTH = 240
/** Characters of a post that are looked through. */
const SEARCHED = 40_000

type Range = { start: number; end: number; term: string }

/** All of a short text (a title), with the words marked. */
export function marked(text: string, wanted: readonly Wanted[], languages: readonly Language[]): Piece[] {
  return cutUp(text, 0, text.length, rangesIn(text, wanted, languages))
}

/** The part of a text in which most of the words stand, or its beginning. */
export function snippetOf(text: string, wanted: readonly Wanted[], languages: readonly Language[]): Piece[] {
  const whole = text.slice(0, SEARCHED).toWellFormed()
  const ranges = rangesIn(whole, wanted, languages)
  const from = beginning(whole, bestStart(ranges))
  const to = ending(whole, from + LENGTH)
  const pieces = cutUp(whole, from, to, ranges)
  return [
    ...(from > 0 ? [{ text: "… " }] : []),
    ...pieces,
    ...(to < text.trimEnd().length ? [{ text: " …" }] : []),
  ]
}

function rangesIn(text: string, wanted: readonly Wanted[], languages: readonly Language[]): Range[] {
  const terms = new Set(wanted.filter(({ stop }) => !stop).flatMap(({ anyOf }) => anyOf))
  if (terms.size === 0) return []
  const ranges: Range[] = []
  for (const word of wordsOf(text)) {
    const term = formsOf(word, languages).find((form) => terms.has(form))
    if (term !== undefined) ranges.push({ start: word.start, end: word.end, term })
  }
  return ranges
}

function formsOf(word: Word, languages: readonly Language[]): string[] {
  if (word.exact) return [cut(fold(word.text)), ...word.text]
  const all = [word.text, ...partsOf(word.text)].map(fold)
  return all.flatMap((form) => languages.map((language) => cut(stemOf(form, language))))
}

/** Where a stretch of the usual length holds the most different words, and of these the most. */
function bestStart(ranges: readonly Range[]): number {
  let [best, most] = [ranges[0]?.start ?? 0, 0]
  for (const [i, { start }] of ranges.entries()) {
    const within = []
    for (let j = i; j < ranges.length && ranges[j]!.end <= start + LENGTH * 0.8; j++)
      within.push(ranges[j]!.term)
    const worth = new Set(within).size * 100 + within.length
    if (worth > most) [best, most] = [start, worth]
    // Many hits far apart: the first thousand are enough to choose from.
    if (i > 1000) break
  }
  return best
}

/** A little before what was found, at a word. */
function beginning(text: string, found: number): number {
  if (found < LENGTH * 0.3) return 0
  const from = Math.max(0, found - Math.floor(LENGTH * 0.2))
  const space = text.indexOf(" ", from)
  return space >= 0 && space < found ? space + 1 : safe(text, found)
}

function ending(text: string, to: number): number {
  if (to >= text.length) return text.length
  const space = text.lastIndexOf(" ", to)
  return space > to - LENGTH * 0.3 ? space : safe(text, to)
}

/** Never between the halves of a character. */
function safe(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at
}

function cutUp(text: string, from: number, to: number, ranges: readonly Range[]): Piece[] {
  const pieces: Piece[] = []
  let at = from
  for (const { start, end } of merged(ranges)) {
    if (end <= from || start >= to) continue
    const [first, last] = [Math.max(start, at), Math.min(end, to)]
    if (first > at) pieces.push({ text: text.slice(at, first) })
    pieces.push({ text: text.slice(first, last), mark: true })
    at = last
  }
  if (at < to) pieces.push({ text: text.slice(at, to) })
  return pieces
}

/** Pairs of characters overlap: what touches is one. */
function merged(ranges: readonly Range[]): { start: number; end: number }[] {
  const all: { start: number; end: number }[] = []
  for (const { start, end } of ranges) {
    const last = all.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else all.push({ start, end })
  }
  return all
}
