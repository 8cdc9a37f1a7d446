/**
 * Languages nobody speaks, to see by: what stays plain English was not taken from a catalogue, what is cut off has no
 * room for German or Finnish, and what stands on the wrong side was written for left to right.
 */
import type { CompiledMessage } from "icu-minify/format"

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
const ACCENTED = "áƀçđéƒǧĥíĵķĺɱñóƥɋŕšťúṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĹṀÑÓƤɊŔŠŤÛṼŴẊÝŽ"
const accents = new Map([...PLAIN].map((letter, i) => [letter, [...ACCENTED][i] ?? letter]))

/** How much longer other languages become. */
const LONGER = 0.4

/** The message with accents, and 40 % longer. */
export function accented(message: CompiledMessage): CompiledMessage {
  return inTexts(message, (text) => text.replace(/\p{L}+/gu, longer))
}

/** The message as a script from right to left shows it: each word is told to run the other way. */
export function mirrored(message: CompiledMessage): CompiledMessage {
  return inTexts(message, (text) => text.replace(/\p{L}+/gu, (word) => `\u202e${word}\u202c`))
}

function longer(word: string): string {
  const more = Math.ceil(word.length * LONGER)
  const letters = Array.from(word, (letter) => accents.get(letter) ?? letter)
  // The vowels are drawn out: a word stays a word, and breaks where words break.
  return letters.join("") + (letters.at(-1) ?? "").repeat(more)
}

/** Every text of a compiled message: beside names, in branches, inside tags. */
function inTexts(message: CompiledMessage, change: (text: string) => string): CompiledMessage {
  if (typeof message === "string") return change(message)
  return message.map((node) => inNode(node, change)) as CompiledMessage
}

function inNode(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === "string") return change(node)
  if (!Array.isArray(node)) return node
  const [name, kind, third] = node
  // [name], [name, kind of value, style or branches], or [tag, ...children]
  if (node.length === 1) return node
  if (typeof kind !== "number" || kind === 0)
    return [name, ...node.slice(1).map((child) => inNode(child, change))]
  if (typeof third !== "object" || !isBranching(kind)) return node
  const branches = Object.entries(third).map(([which, branch]) => [which, inBranch(branch, change)])
  return [name, kind, Object.fromEntries(branches)]
}

/** select, plural, selectordinal: the kinds of `icu-minify` that have branches. */
const isBranching = (kind: number): boolean => kind >= 1 && kind <= 3

function inBranch(branch: unknown, change: (text: string) => string): unknown {
  return Array.isArray(branch) ? branch.map((node) => inNode(node, change)) : inNode(branch, change)
}
