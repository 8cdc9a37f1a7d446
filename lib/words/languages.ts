/** The languages that have a catalogue. A new one: its folder beside `en`, a line here and in `catalogues.ts`. */
export const LANGUAGES = ["en"] as const
export type Language = (typeof LANGUAGES)[number]

/** Made by code from the English words: longer and accented, and the same from right to left. For tests alone. */
export const PSEUDO = { accented: "en-XA", mirrored: "ar-XB" } as const

/** The canonical form of a language tag, or undefined where the forum has no words in that language. */
export function knownLocale(tag: string): string | undefined {
  try {
    const [locale = ""] = Intl.getCanonicalLocales(tag)
    if (locale === PSEUDO.accented || locale === PSEUDO.mirrored) return locale
    return LANGUAGES.some((language) => language === new Intl.Locale(locale).language) ? locale : undefined
  } catch {
    return
  }
}
