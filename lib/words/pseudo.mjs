/**
 * Languages nobody speaks, to see by: what stays plain English was not taken from a catalogue, what is cut off has no
 * room for German or Finnish, and what stands on the wrong side was written for left to right. Plain JavaScript, for
 * the loader (inline.mjs) uses it, too.
 */
import { walked } from "./walked.mjs"

/** Made by code from the English words: longer and accented, and the same from right to left. For tests alone. */
export const PSEUDO = { accented: "en-XA", mirrored: "ar-XB" }

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
const ACCENTED = "áƀçđéƒǧĥíĵķĺɱñóƥɋŕšťúṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĹṀÑÓƤɊŔŠŤÛṼŴẊÝŽ"
const accents = new Map([...PLAIN].map((letter, i) => [letter, [...ACCENTED][i] ?? letter]))

/** How much longer other languages become. */
const LONGER = 0.4

/**
 * The message as a locale that nobody speaks says it; as it is in all others.
 * @param {string} locale
 * @param {import("icu-minify/format").CompiledMessage} message
 * @returns {import("icu-minify/format").CompiledMessage}
 */
export function disguised(locale, message) {
  if (locale === PSEUDO.accented) return walked(message, { text: (text) => text.replace(/\p{L}+/gu, longer) })
  if (locale === PSEUDO.mirrored)
    return walked(message, { text: (text) => text.replace(/\p{L}+/gu, mirrored) })
  return message
}

/** Each word is told to run the other way, as one of a script from right to left does. */
const mirrored = (word) => `\u202e${word}\u202c`

function longer(word) {
  const more = Math.ceil(word.length * LONGER)
  const letters = Array.from(word, (letter) => accents.get(letter) ?? letter)
  // The last sound is drawn out: a word stays a word, and breaks where words break.
  return letters.join("") + (letters.at(-1) ?? "").repeat(more)
}
