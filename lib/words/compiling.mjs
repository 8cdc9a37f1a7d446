/** How a message becomes what is said in a locale. Plain JavaScript, for the loader (inline.mjs) uses it, too. */
import compile from "icu-minify/compile"
import { disguised, PSEUDO } from "./pseudo.mjs"
import { walked } from "./walked.mjs"

/**
 * In which language the words of a locale are kept.
 * @param {string} locale
 * @returns {string}
 */
export function languageOf(locale) {
  return Object.values(PSEUDO).includes(locale) ? "en" : new Intl.Locale(locale).language
}

/**
 * Which way a locale is written.
 * @param {string} locale
 * @returns {"ltr" | "rtl"}
 */
export function directionOf(locale) {
  const known = new Intl.Locale(locale)
  // Older engines have it as a property.
  const { direction } = known.getTextInfo?.() ?? known.textInfo
  return direction === "rtl" ? "rtl" : "ltr"
}

/**
 * A message of a catalogue as the forum says it.
 * @param {string} locale
 * @param {string} source
 * @returns {import("icu-minify/format").CompiledMessage}
 */
export function compiledFor(locale, source) {
  const message = disguised(locale, compile(source))
  return directionOf(locale) === "rtl" ? walked(message, { value: isolated }) : message
}

/** What is put in runs its own way and leaves the sentence around it alone: a Latin name in Arabic, an address. */
const isolated = (node) => ["\u2068", node, "\u2069"]
