/** All catalogues, as they are written, and their messages, compiled when they are first said. */
import compile from "icu-minify/compile"
import type { CompiledMessage } from "icu-minify/format"
import { EN } from "./en.ts"
import type { Known } from "./known.ts"
import type { Language } from "./languages.ts"
import { PSEUDO } from "./languages.ts"
import { accented, mirrored } from "./pseudo.ts"

/** Words of an area of the interface; a language may not have all of them yet. */
export type Catalogue = { [area: string]: { [key: string]: string } }

export const CATALOGUES: Record<Language, Catalogue> = { en: EN }

const compiled = new Map<string, CompiledMessage>()

/** The message of a key in a language, in English where that language lacks it. */
export function messageIn(locale: string, key: keyof Known): CompiledMessage {
  const name = `${locale} ${key}`
  let message = compiled.get(name)
  if (message === undefined) {
    message = compiledFor(locale, sourceIn(locale, key))
    compiled.set(name, message)
  }
  return message
}

function sourceIn(locale: string, key: string): string {
  const dot = key.indexOf(".")
  const [area, name] = [key.slice(0, dot), key.slice(dot + 1)]
  const own = CATALOGUES[new Intl.Locale(locale).language as Language]?.[area]?.[name]
  const source = own ?? (EN as Catalogue)[area]?.[name]
  if (source === undefined) throw new Error(`There is no message ${key} in lib/words/en.`)
  return source
}

/** A message of a catalogue as the forum says it. */
export function compiledFor(locale: string, source: string): CompiledMessage {
  const message = compile(source)
  if (locale === PSEUDO.accented) return accented(message)
  if (locale === PSEUDO.mirrored) return mirrored(message)
  return message
}
