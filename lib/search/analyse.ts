/** What a post is found by: the terms of its title and text, with their places. */
import { DEFAULT_LANGUAGE, isStop, type Language, languageOf, stemOf } from "./languages.ts"
import { fold, partsOf, singlesOf, type Word, wordsOf } from "./words.ts"

/** Places of the text begin here; those of the title lie below. A title has at most 150 characters. */
export const TEXT_START = 1000
/** Words of one post that are looked at: an imported log file is found by its beginning. */
const MAX_WORDS = 8000
/** Characters of a term: a key or an address is found by its beginning. */
const MAX_TERM = 40

export type Analysed = {
  language: Language
  /** Where each term stands, ascending. */
  terms: Map<string, number[]>
  /** Number of words that count. */
  titleLength: number
  textLength: number
}

/** Analyses a post; the first of a topic has its title. */
export function analyse({ title = "", text }: { title?: string; text: string }): Analysed {
  const [head, body] = [take(title, TEXT_START - 1), take(text, MAX_WORDS)]
  const language = languageOf([...head, ...body].slice(0, 300).map((word) => fold(word.text)))
  const terms = new Map<string, number[]>()
  const titleLength = addAll(terms, head, 0, language, true)
  const textLength = addAll(terms, body, TEXT_START, language, false)
  return { language, terms, titleLength, textLength }
}

function take(text: string, most: number): Word[] {
  const words: Word[] = []
  for (const word of wordsOf(text)) if (words.push(word) >= most) break
  return words
}

/** Stop words keep their place, so that phrases fit, but only titles are found by them. */
function addAll(
  terms: Map<string, number[]>,
  words: Word[],
  start: number,
  language: Language,
  isTitle: boolean,
): number {
  let counted = 0
  let place = start
  for (const word of words) {
    const folded = fold(word.text)
    if (isTitle || !isStop(folded, language)) {
      counted++
      for (const term of termsOf(word, folded, language)) add(terms, term, place)
    }
    place++
  }
  return counted
}

function add(terms: Map<string, number[]>, term: string, place: number): void {
  const places = terms.get(term)
  if (!places) terms.set(term, [place])
  else if (places.at(-1) !== place) places.push(place)
}

/** Under what a word is indexed: its stem, and what its parts are found by. */
function termsOf(word: Word, folded: string, language: Language): string[] {
  if (word.exact) return [cut(folded), ...singlesOf(word)]
  const parts = partsOf(word.text).map((part) => cut(stemOf(fold(part), language)))
  return [cut(stemOf(folded, language)), ...parts]
}

export const cut = (term: string): string => term.slice(0, MAX_TERM)

/** A word of a query: any of these terms means it, in a post of a language its own form alone. */
export type Wanted = { anyOf: string[]; forms: ReadonlyMap<Language, string>; word: string; stop: boolean }

/** Whether a term means the word in a post of that language: what another language makes of it is another word there. */
export function means({ forms }: Pick<Wanted, "forms">, term: string, language: Language): boolean {
  return (forms.get(language) ?? term) === term
}

/**
 * The words of a query. It is too short to tell its language by: a word is looked for by its stems in all
 * `languages` that the forum writes in.
 */
export function wantedOf(text: string, languages: readonly Language[] = [DEFAULT_LANGUAGE]): Wanted[] {
  const words = [...wordsOf(text)]
  const folded = words.map((word) => fold(word.text))
  const spoken = languageOf(folded, languages[0])
  const all = [...new Set([spoken, ...languages])]
  return words.map((word, i) => {
    const own = folded[i]!
    const forms = new Map(
      word.exact ? [] : all.map((language) => [language, cut(stemOf(own, language))] as const),
    )
    const anyOf = word.exact ? [cut(own)] : [...new Set(forms.values())]
    return { word: own, stop: !word.exact && isStop(own, spoken), forms, anyOf }
  })
}
