/**
 * What `t.ts` is in the browser. There is no catalogue here: the build puts each message where its key stood
 * (`inline.mjs`), so a key comes as what it means, and the language is that of the document.
 */
import type { CompiledMessage, FormatValues } from "icu-minify/format"
import { dateIn, type FORMATS, fill, listFormat, numberIn } from "./formats.ts"

export function locale(): string {
  return document.documentElement.lang
}

export function direction(): "ltr" | "rtl" {
  return document.documentElement.dir === "rtl" ? "rtl" : "ltr"
}

export function t(message: CompiledMessage, values?: FormatValues<string>): string {
  return parts(message, values).join("")
}

export function parts<Part>(message: CompiledMessage, values?: FormatValues<Part>): (string | Part)[] {
  return fill<Part>(message, locale(), values)
}

export function figure(value: number): string {
  return numberIn(locale(), value)
}

export function date(at: string | number | Date, how: keyof typeof FORMATS.dateTime = "day"): string {
  return dateIn(locale(), new Date(at), how)
}

export function list(items: string[]): string {
  return listFormat(locale()).format(items)
}

/** The same in pieces: for `listOf`. */
export function listParts(items: string[]): { type: "element" | "literal"; value: string }[] {
  return listFormat(locale()).formatToParts(items)
}
