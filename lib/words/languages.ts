import { languageOf } from "./compiling.mjs"

/** The languages that have a catalogue. A new one: its folder beside `en`, a line here and in `catalogues.ts`. */
export const LANGUAGES = ["en"] as const
export type Language = (typeof LANGUAGES)[number]

/** The canonical form of a language tag, or undefined where the forum has no words in that language. */
export function knownLocale(tag: string): string | undefined {
  try {
    const [locale = ""] = Intl.getCanonicalLocales(tag)
    return LANGUAGES.some((language) => language === languageOf(locale)) ? locale : undefined
  } catch {
    return
  }
}
