/**
 * The words people read, in the language of the forum: `t("area.key", { values })`. The browser has `t.browser.ts`
 * in place of this file (package.json, `imports`); docs/adr/0130-words.md says how it comes to its words.
 */
import type { CompiledMessage, FormatValues } from "icu-minify/format"
import { config } from "#lib/config.ts"
import { messageIn } from "./catalogues.ts"
import { directionOf } from "./compiling.mjs"
import { dateIn, type FORMATS, fill, listFormat, numberIn } from "./formats.ts"
import type { Known, Tag } from "./known.ts"

type Tagged = { [K in keyof Known]: Tag extends Known[K][keyof Known[K]] ? K : never }[keyof Known]
type Plain = { [K in keyof Known]: keyof Known[K] extends never ? K : never }[keyof Known]

/** Messages that need nothing. */
export type PlainKey = Plain
/** Messages with values, but no tags. */
export type FilledKey = Exclude<keyof Known, Plain | Tagged>
/** Messages with elements inside: for `rich`. */
export type RichKey = Tagged

/** The language of the forum: of its words, dates, numbers and plurals. */
export function locale(): string {
  return config().locale
}

/** Which way it is written. */
export function direction(): "ltr" | "rtl" {
  return directionOf(locale())
}

/** A message of the catalogue, as text. Write the key out: the browser's part is put in where it stands. */
export function t(key: PlainKey): string
export function t<Key extends FilledKey>(key: Key, values: Known[Key]): string
export function t(key: keyof Known, values?: object): string {
  return parts(key, values as FormatValues<string>).join("")
}

/** A message in pieces: for `rich`, which makes elements of its tags. */
export function parts<Part>(
  key: keyof Known | CompiledMessage,
  values?: FormatValues<Part>,
): (string | Part)[] {
  const message = typeof key === "string" ? messageIn(locale(), key as keyof Known) : key
  return fill<Part>(message, locale(), values)
}

/** A number as people write it. */
export function figure(value: number): string {
  return numberIn(locale(), value)
}

/** A moment as people write it, in UTC. @param at ISO 8601, or milliseconds */
export function date(at: string | number | Date, how: keyof typeof FORMATS.dateTime = "day"): string {
  return dateIn(locale(), new Date(at), how)
}

/** "Ann, Ben and Cy". */
export function list(items: string[]): string {
  return listFormat(locale()).format(items)
}

/** The same in pieces: for `listOf`. */
export function listParts(items: string[]): { type: "element" | "literal"; value: string }[] {
  return listFormat(locale()).formatToParts(items)
}
