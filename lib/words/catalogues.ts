/** All catalogues, as they are written, and their messages, compiled when they are first said. */
import type { CompiledMessage } from "icu-minify/format"
import { compiledFor, languageOf } from "./compiling.mjs"
import { EN } from "./en.ts"
import type { Known } from "./known.ts"
import type { Language } from "./languages.ts"

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
  const own = CATALOGUES[languageOf(locale) as Language]?.[area]?.[name]
  const source = own ?? (EN as Catalogue)[area]?.[name]
  if (source === undefined) throw new Error(`There is no message ${key} in lib/words/en.`)
  return source
}
