/** Stems and stop words per language, and which language a text is likely to be in. */
import { stemmer as arabic } from "@orama/stemmers/arabic"
import { stemmer as danish } from "@orama/stemmers/danish"
import { stemmer as dutch } from "@orama/stemmers/dutch"
import { stemmer as english } from "@orama/stemmers/english"
import { stemmer as finnish } from "@orama/stemmers/finnish"
import { stemmer as french } from "@orama/stemmers/french"
import { stemmer as german } from "@orama/stemmers/german"
import { stemmer as greek } from "@orama/stemmers/greek"
import { stemmer as hungarian } from "@orama/stemmers/hungarian"
import { stemmer as italian } from "@orama/stemmers/italian"
import { stemmer as norwegian } from "@orama/stemmers/norwegian"
import { stemmer as portuguese } from "@orama/stemmers/portuguese"
import { stemmer as romanian } from "@orama/stemmers/romanian"
import { stemmer as russian } from "@orama/stemmers/russian"
import { stemmer as spanish } from "@orama/stemmers/spanish"
import { stemmer as swedish } from "@orama/stemmers/swedish"
import { stemmer as turkish } from "@orama/stemmers/turkish"
import { stemmer as ukrainian } from "@orama/stemmers/ukrainian"
import { stopwords as arabicStops } from "@orama/stopwords/arabic"
import { stopwords as danishStops } from "@orama/stopwords/danish"
import { stopwords as dutchStops } from "@orama/stopwords/dutch"
import { stopwords as englishStops } from "@orama/stopwords/english"
import { stopwords as finnishStops } from "@orama/stopwords/finnish"
import { stopwords as frenchStops } from "@orama/stopwords/french"
import { stopwords as germanStops } from "@orama/stopwords/german"
import { stopwords as greekStops } from "@orama/stopwords/greek"
import { stopwords as hungarianStops } from "@orama/stopwords/hungarian"
import { stopwords as italianStops } from "@orama/stopwords/italian"
import { stopwords as norwegianStops } from "@orama/stopwords/norwegian"
import { stopwords as portugueseStops } from "@orama/stopwords/portuguese"
import { stopwords as romanianStops } from "@orama/stopwords/romanian"
import { stopwords as russianStops } from "@orama/stopwords/russian"
import { stopwords as spanishStops } from "@orama/stopwords/spanish"
import { stopwords as swedishStops } from "@orama/stopwords/swedish"
import { stopwords as turkishStops } from "@orama/stopwords/turkish"
import { stopwords as ukrainianStops } from "@orama/stopwords/ukrainian"
import { fold } from "./words.ts"

const KNOWN: Record<string, { stem: (word: string) => string; stops: string[]; script?: RegExp }> = {
  english: { stem: english, stops: englishStops },
  german: { stem: german, stops: germanStops },
  french: { stem: french, stops: frenchStops },
  spanish: { stem: spanish, stops: spanishStops },
  italian: { stem: italian, stops: italianStops },
  portuguese: { stem: portuguese, stops: portugueseStops },
  dutch: { stem: dutch, stops: dutchStops },
  swedish: { stem: swedish, stops: swedishStops },
  danish: { stem: danish, stops: danishStops },
  norwegian: { stem: norwegian, stops: norwegianStops },
  finnish: { stem: finnish, stops: finnishStops },
  hungarian: { stem: hungarian, stops: hungarianStops },
  romanian: { stem: romanian, stops: romanianStops },
  turkish: { stem: turkish, stops: turkishStops },
  ukrainian: { stem: ukrainian, stops: ukrainianStops, script: /[їієґ]/i },
  russian: { stem: russian, stops: russianStops, script: /\p{sc=Cyrillic}/u },
  greek: { stem: greek, stops: greekStops, script: /\p{sc=Greek}/u },
  arabic: { stem: arabic, stops: arabicStops, script: /\p{sc=Arabic}/u },
}

export type Language = string
export const DEFAULT_LANGUAGE: Language = "english"

const STOPS = new Map(Object.entries(KNOWN).map(([name, { stops }]) => [name, new Set(stops.map(fold))]))
/** Which languages written in Latin letters say a word all the time. */
const SPOKEN_IN = new Map<string, Language[]>()
for (const [name, stops] of STOPS)
  if (!KNOWN[name]!.script)
    for (const word of stops) SPOKEN_IN.set(word, [...(SPOKEN_IN.get(word) ?? []), name])

/** So many words tell a language. */
const ENOUGH = 200
/** With fewer common words than this, a text is not believed to be in another language than the usual one. */
const EVIDENCE = 3

/** The likely language of folded words: by their letters, or by the small words that are in every sentence. */
export function languageOf(words: readonly string[], usual: Language = DEFAULT_LANGUAGE): Language {
  const some = words.slice(0, ENOUGH)
  const sample = some.join(" ")
  for (const [name, { script }] of Object.entries(KNOWN))
    if (script && mostly(sample, script, name)) return name
  const votes = new Map<Language, number>()
  for (const word of some)
    for (const name of SPOKEN_IN.get(word) ?? []) votes.set(name, (votes.get(name) ?? 0) + 1)
  const own = votes.get(usual) ?? 0
  let best = usual
  // Short words mean something in many languages: the usual one has the benefit of the doubt.
  let most = Math.max(own + 1, EVIDENCE - 1)
  for (const [name, count] of votes) if (count > most) [best, most] = [name, count]
  return best
}

function mostly(sample: string, script: RegExp, name: string): boolean {
  if (!script.test(sample)) return false
  const letters = name === "ukrainian" ? /\p{sc=Cyrillic}/gu : new RegExp(script.source, "gu")
  return (sample.match(letters)?.length ?? 0) > sample.length / 3
}

/** Whether a folded word says nothing by itself. */
export function isStop(word: string, language: Language): boolean {
  return STOPS.get(language)?.has(word) ?? false
}

const stems = new Map<string, string>()
/** People use few words: a process remembers the stems of this many. */
const REMEMBERED = 50_000

/** What different forms of a word have in common. Takes and gives folded words. */
export function stemOf(word: string, language: Language): string {
  if (word.length < 3 || /\d/.test(word)) return word
  const key = `${language} ${word}`
  const known = stems.get(key)
  if (known !== undefined) return known
  const stem = fold(KNOWN[language]?.stem(word) ?? word) || word
  if (stems.size >= REMEMBERED) stems.clear()
  stems.set(key, stem)
  return stem
}
