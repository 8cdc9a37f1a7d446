/**
 * A loader for the build (next.config.js): in files that run in the browser it puts each message where its key stands,
 * `t("shell.skip")` becomes "Skip to content". So no catalogue is sent to anybody, and a part that is loaded later
 * brings its own words along.
 */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { compiledFor } from "./catalogues.ts"

type Loader = {
  getOptions(): { locale: string }
  addDependency(file: string): void
}

const PLAIN = /\bt\(\s*"([a-z][\w-]*\.[\w.-]+)",?\s*\)/g
const FILLED = /\b(t|rich|parts)\(\s*"([a-z][\w-]*\.[\w.-]+)"/g

export default function inline(this: Loader, source: string): string {
  const { locale } = this.getOptions()
  const compiled = (key: string) => compiledFor(locale, sourceOf(this, locale, key))
  return source
    .replace(PLAIN, (call, key: string) => {
      const message = compiled(key)
      return typeof message === "string" ? JSON.stringify(message) : call
    })
    .replace(FILLED, (_, name: string, key: string) => `${name}(${JSON.stringify(compiled(key))}`)
}

/** Read anew each time, and named as what the file depends on: under `npm run dev` words change as pages do. */
function sourceOf(loader: Loader, locale: string, key: string): string {
  const dot = key.indexOf(".")
  const [area, name] = [key.slice(0, dot), key.slice(dot + 1)]
  for (const language of [new Intl.Locale(locale).language, "en"]) {
    const file = fileURLToPath(new URL(`./${language}/${area}.json`, import.meta.url))
    const words = wordsOf(file)
    if (words) loader.addDependency(file)
    if (words?.[name] !== undefined) return words[name]
  }
  throw new Error(`There is no message ${key} in lib/words/en.`)
}

function wordsOf(file: string): Record<string, string> | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return
    throw error
  }
}
