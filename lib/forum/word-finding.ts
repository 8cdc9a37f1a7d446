/** Finds watched words in texts: whole words, with `*` for any letters, capitals and accents aside. */

/** Words as watched: of letters and digits, perhaps with `*`; several are a phrase, whatever stands between them. */
export type WordFinder = {
  /** Which of the watched words stand in a text, as they were written down. */
  in(text: string): string[]
  /** The text with their letters covered. */
  covered(text: string): string
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
    covered: (text) =>
      hits(text).reduce((done, { from, to }) => {
        const part = done
          .slice(from, to)
          .replace(/[\p{L}\p{N}\p{M}]/gu, (letter) => COVER.repeat(letter.length))
        return done.slice(0, from) + part + done.slice(to)
      }, text),
  }
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
