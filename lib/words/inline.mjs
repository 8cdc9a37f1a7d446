/**
 * A loader for the build (next.config.js): in files that run in the browser it puts each message where its key stands,
 * `t("shell.skip")` becomes "Skip to content". So no catalogue is sent to anybody, and a part that is loaded later
 * brings its own words along. Plain JavaScript: the bundler runs it by whichever Node stands first in the PATH.
 */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { compiledFor, languageOf } from "./compiling.mjs"

const PLAIN = /\bt\(\s*"([a-z][\w-]*\.[\w.-]+)",?\s*\)/g
const FILLED = /\b(t|rich|parts)\(\s*"([a-z][\w-]*\.[\w.-]+)"/g

/**
 * @this {{ getOptions(): { locale: string }, addDependency(file: string): void }}
 * @param {string} source
 * @returns {string}
 */
export default function inline(source) {
  const { locale } = this.getOptions()
  const compiled = (key) => compiledFor(locale, sourceOf(this, locale, key))
  return source
    .replace(PLAIN, (call, key) => {
      const message = compiled(key)
      return typeof message === "string" ? JSON.stringify(message) : call
    })
    .replace(FILLED, (_, name, key) => `${name}(${JSON.stringify(compiled(key))}`)
}

/** Read anew each time, and named as what the file depends on: under `npm run dev` words change as pages do. */
function sourceOf(loader, locale, key) {
  const dot = key.indexOf(".")
  const [area, name] = [key.slice(0, dot), key.slice(dot + 1)]
  for (const language of [languageOf(locale), "en"]) {
    const file = fileURLToPath(new URL(`./${language}/${area}.json`, import.meta.url))
    const words = wordsOf(file)
    if (words) loader.addDependency(file)
    if (words?.[name] !== undefined) return words[name]
  }
  throw new Error(`There is no message ${key} in lib/words/en.`)
}

function wordsOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch (error) {
    if (error.code === "ENOENT") return undefined
    throw error
  }
}
