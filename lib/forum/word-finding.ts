/** Finds watched words in texts: whole words, with `*` for any letters, capitals and accents aside. */

/** Words as watched: of letters and digits, perhaps with `*`; several are a phrase, whatever stands between them. */
export type WordFinder = {
  /** Which of the watched words stand in a text, as they were written down. */
  in(text: string): string[]
  /** The text with their letters covered. */
  covered(text: string): string
  /** The same of HTML that `render` made: what is read of it; no address in it is touched. */
  coveredHtml(html: string): string
}

const COVER = "■"
const WORD = /[\p{L}\p{N}]+/gu
/** Written without spaces: there a watched word may stand inside. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Whether it can be watched for: at least two letters or digits in each word (one, where words have no spaces). */
export function isWatchable(entry: string): boolean {
  const words = globsOf(entry)
  return words.length > 0 && words.every((glob) => glob.join("").length >= 2 || UNSPACED.test(glob.join("")))
}

/** What is looked for, made ready once. @param entries as written down */
export function finderOf(entries: readonly string[]): WordFinder {
  const watched = entries.map((entry) => ({ entry, globs: globsOf(entry) }))
  const phrases = watched.filter(({ globs }) => globs.length > 0)
  /** By their first word where that is whole: most words of a text are looked up once. */
  const whole = Map.groupBy(
    phrases.filter(({ globs }) => globs[0]!.length === 1),
    ({ globs }) => globs[0]![0]!,
  )
  const open = phrases.filter(({ globs }) => globs[0]!.length > 1)
  const hits = (text: string): { entry: string; from: number; to: number }[] => {
    if (phrases.length === 0) return []
    const words = wordsOf(text)
    /** What may begin with a word: texts have many words, but few different ones. */
    const begun = new Map<string, typeof phrases>()
    const begunBy = (word: string): typeof phrases => {
      const known = begun.get(word)
      const found = known ?? [
        ...(whole.get(word) ?? []),
        ...open.filter(({ globs }) => fits(word, globs[0]!)),
      ]
      if (!known) begun.set(word, found)
      return found
    }
    return words.flatMap((word, i) =>
      begunBy(word.folded).flatMap(({ entry, globs }) => {
        const isThere = globs.every((glob, n) => words[i + n] && fits(words[i + n]!.folded, glob))
        return isThere ? [{ entry, from: word.from, to: words[i + globs.length - 1]!.to }] : []
      }),
    )
  }
  return {
    in: (text) => [...new Set(hits(text).map(({ entry }) => entry))],
    covered: (text) => coveredAt(text, hits(text)),
    coveredHtml: (html) => {
      if (phrases.length === 0) return html
      const { text, parts } = readOf(html)
      const found = hits(text)
      const shown = found.length === 0 ? html : coveredParts(html, parts, text, found)
      return shown.replace(/ (alt|title)="([^"]*)"/g, (whole, name: string, said: string) => {
        const there = hits(said)
        return there.length === 0 ? whole : ` ${name}="${coveredAt(said, there)}"`
      })
    },
  }
}

type Span = { from: number; to: number }

const LETTERS = /[\p{L}\p{N}\p{M}]/gu
const cover = (part: string): string => part.replace(LETTERS, (letter) => COVER.repeat(letter.length))

/** In one pass: a text may be full of them. */
function coveredAt(text: string, found: Span[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { from, to } of merged(found)) {
    pieces.push(text.slice(at, from), cover(text.slice(from, to)))
    at = to
  }
  return pieces.join("") + text.slice(at)
}

function merged(found: Span[]): Span[] {
  const all: Span[] = []
  for (const { from, to } of found.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

const PART = /<\/?([a-z0-9]+)[^<>]*>|&(?:#\d+|#x[\da-f]+|\w+);|[^<&]+|[<&]/gi
const INLINE = /^(?:a|abbr|b|bdi|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u|wbr)$/i

type Part = Span & { html: Span }

/** The text that is read, and where each part of it stands in the HTML. Inline tags stand between no two letters. */
function readOf(html: string): { text: string; parts: Part[] } {
  let text = ""
  const parts: Part[] = []
  for (const { 0: part, 1: tag, index } of html.matchAll(PART)) {
    if (tag !== undefined) {
      if (!INLINE.test(tag)) text += "\n"
      continue
    }
    const from = text.length
    // Our own entities are signs, never letters.
    text += part.startsWith("&") ? "&" : part
    if (!part.startsWith("&"))
      parts.push({ from, to: text.length, html: { from: index, to: index + part.length } })
  }
  return { text, parts }
}

function coveredParts(html: string, parts: Part[], text: string, found: Span[]): string {
  const pieces: string[] = []
  let [at, next] = [0, 0]
  const spans = merged(found)
  for (const part of parts) {
    while (spans[next] && spans[next]!.to <= part.from) next++
    const own: Span[] = []
    for (let n = next; spans[n] && spans[n]!.from < part.to; n++) {
      const { from, to } = spans[n]!
      own.push({ from: Math.max(from, part.from) - part.from, to: Math.min(to, part.to) - part.from })
    }
    if (own.length === 0) continue
    const covered = coveredAt(text.slice(part.from, part.to), own)
    pieces.push(html.slice(at, part.html.from), covered)
    at = part.html.to
  }
  return pieces.join("") + html.slice(at)
}

/** A watched word as its parts between the stars, folded; each word of a phrase by itself. */
function globsOf(entry: string): string[][] {
  const globs = foldedOf(entry).folded.match(/[\p{L}\p{N}*]+/gu) ?? []
  return globs
    .map((glob) => glob.replace(/\*+/g, "*"))
    .map((glob) => (UNSPACED.test(glob) ? `*${glob}*`.replace(/\*+/g, "*") : glob).split("*"))
}

/** Whether a word is these parts, with anything between them. No pattern can make it slow: it goes forwards only. */
function fits(word: string, [first = "", ...rest]: string[]): boolean {
  const last = rest.pop()
  if (last === undefined) return word === first
  if (!word.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = word.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return word.length - last.length >= at && word.endsWith(last)
}

type Word = { folded: string; from: number; to: number }

function wordsOf(text: string): Word[] {
  const { folded, places } = foldedOf(text)
  return [...folded.matchAll(WORD)].map(({ 0: word, index }) => ({
    folded: word,
    from: places[index]!,
    to: places[index + word.length]!,
  }))
}

/** Accents, and what shows nothing: a word is the same without. */
const NOTHING = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu

/** The text without capitals, accents and widths, and for each place in it the one in the text. */
function foldedOf(text: string): { folded: string; places: number[] } {
  let folded = ""
  const places: number[] = []
  let at = 0
  for (const letter of text) {
    const bare = letter
      .normalize("NFKD")
      .replace(NOTHING, "")
      .toLowerCase()
      .replace(NOTHING, "")
      .normalize("NFC")
    for (let n = 0; n < bare.length; n++) places.push(at)
    folded += bare
    at += letter.length
  }
  places.push(at)
  return { folded, places }
}
