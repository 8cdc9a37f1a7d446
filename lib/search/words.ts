/** Cuts text into words as people search for them, in any script. */

/** A stretch of the text that is looked for as one: a word, two neighbouring CJK characters, an emoji. */
export type Word = {
  /** As it stands in the text. */
  text: string
  start: number
  end: number
  /** Found by itself without stemming: written without spaces, or a picture. */
  exact?: true
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" })

const CJK_RUN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]+/gu
/** Cheaper to ask first: most posts have none. */
const HAS_CJK = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc]|[\ud840-\ud8ff]/
const HAN = /\p{sc=Han}/u
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u
/** Names of languages that segmentation would cut to one letter. */
const SIGNED = /^(?:\+\+|#)(?![\p{L}\p{N}#+])/u

/** The words of a text, in order. CJK comes as overlapping pairs, so that any part of a sentence is found. */
export function* wordsOf(text: string): Generator<Word> {
  if (!HAS_CJK.test(text)) {
    yield* spaced(text, 0)
    return
  }
  let from = 0
  for (const { 0: run, index } of text.matchAll(CJK_RUN)) {
    yield* spaced(text.slice(from, index), from)
    yield* pairs(run, index)
    from = index + run.length
  }
  yield* spaced(text.slice(from), from)
}

function* spaced(text: string, offset: number): Generator<Word> {
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    const start = offset + index
    if (isWordLike) {
      const sign = segment.length === 1 ? SIGNED.exec(text.slice(index + 1, index + 4))?.[0] : undefined
      const word = sign ? segment + sign : segment
      yield { text: word, start, end: start + word.length, ...(sign && { exact: true as const }) }
    } else if (PICTURE.test(segment)) yield { text: segment, start, end: start + segment.length, exact: true }
  }
}

function* pairs(run: string, offset: number): Generator<Word> {
  const characters = [...run]
  let start = offset
  for (let i = 0; i < characters.length; i++) {
    const [one, two] = [characters[i]!, characters[i + 1]]
    if (two !== undefined || characters.length === 1) {
      const text = one + (two ?? "")
      yield { text, start, end: start + text.length, exact: true }
    }
    start += one.length
  }
}

/** A single Han character is a word of its own: what a pair is indexed under besides. */
export function singlesOf(word: Word): string[] {
  return word.exact && word.text.length > 1 ? [...word.text].filter((character) => HAN.test(character)) : []
}

/** Parts of an identifier (`snake_case`, `camelCase`, `file.name`); none where it is one plain word. */
export function partsOf(text: string): string[] {
  if (/^\p{L}?\p{Ll}*$/u.test(text)) return []
  const parts = text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((part) => part.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u))
    .filter((part) => part.length > 1)
  return parts.length > 1 ? parts : []
}

/** Vowel signs of Arabic and Hebrew, the shape and skin of an emoji: people write and leave them out. */
const VARIANTS = /[\u064b-\u065f]|\u0670|\u0640|[\u05b0-\u05c7]|\ufe0f|\p{Emoji_Modifier}/gu

const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ё: "е",
  ς: "σ",
  "’": "'",
}

/** Case and accents taken away, kept where they make another letter (й). Compatible forms become the usual ones. */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ßæœøđðþłıёς’]/g, (letter) => LETTERS[letter]!)
    .normalize("NFD")
    .replace(/(?<=\p{sc=Latin}\p{M}*|\p{sc=Greek}\p{M}*)\p{M}/gu, "")
    .replace(VARIANTS, "")
    .normalize("NFC")
}
