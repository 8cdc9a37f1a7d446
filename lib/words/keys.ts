/** Writes known.ts: which messages there are and which values each needs, as types. `npm run words` runs it. */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import compile from "icu-minify/compile"
import type { CompiledMessage } from "icu-minify/format"
import { EN } from "./en.ts"

const FILE = fileURLToPath(new URL("./known.ts", import.meta.url))

const HEAD = `// Written by lib/words/keys.ts from the English catalogue: npm run words. Not kept in git.

/** An element inside a sentence. */
export type Tag = { readonly tag: true }

export interface Known {
`

/** The type of each value that a message needs, by its name. */
export type Needs = Record<string, string>

/** Writes the types of the English messages, where they changed. */
export function writeKnown(): void {
  const lines = Object.entries(EN).flatMap(([area, words]) =>
    Object.entries(words).map(([key, source]) => lineOf(`${area}.${key}`, source)),
  )
  const text = `${HEAD}${lines.sort().join("\n")}\n}\n`
  if (text !== present()) writeFileSync(FILE, text)
}

/** What a message needs to be said. @throws Error when it is no well-formed message */
export function needsOf(source: string): Needs {
  const needs: Needs = {}
  collect(compile(source), needs)
  return needs
}

function lineOf(key: string, source: string): string {
  try {
    const needs = Object.entries(needsOf(source)).map(([name, type]) => `${JSON.stringify(name)}: ${type}`)
    return `  ${JSON.stringify(key)}: {${needs.length > 0 ? ` ${needs.join("; ")} ` : ""}}`
  } catch (error) {
    throw new Error(`The message ${key} is not well formed: ${(error as Error).message}`)
  }
}

/** By the kinds of `icu-minify`: 1 select, 2 plural, 3 selectordinal, 4 number, 5 date, 6 time. */
function collect(message: CompiledMessage | unknown, needs: Needs): void {
  if (!Array.isArray(message)) return
  for (const node of message) if (Array.isArray(node)) collectNode(node, needs)
}

function collectNode([name, kind, ...rest]: unknown[], needs: Needs): void {
  const key = name as string
  if (kind === undefined) needs[key] ??= "string | number"
  else if (typeof kind !== "number" || kind === 0) {
    needs[key] = "Tag"
    collect([kind, ...rest], needs)
  } else {
    if (kind === 1) needs[key] = choices(Object.keys(rest[0] as object))
    else needs[key] = kind <= 4 ? "number" : "Date"
    if (kind <= 3) for (const branch of Object.values(rest[0] as object)) collect(branch, needs)
  }
}

/** `other` alone means any other word. */
function choices(names: string[]): string {
  const words = names.filter((name) => name !== "other").map((name) => JSON.stringify(name))
  return [...words, '"other"'].join(" | ")
}

function present(): string | undefined {
  try {
    return readFileSync(FILE, "utf8")
  } catch {
    return
  }
}

if (import.meta.main) writeKnown()
