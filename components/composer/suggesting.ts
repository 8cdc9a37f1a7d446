/** What is being typed at the caret that can be completed: a name after an @, an emoji after a colon. */

/** The part of the text that a choice takes the place of. */
export type Token = { kind: "people" | "emoji"; from: number; to: number; query: string }

export type Suggestion = {
  /** What is put into the text. */
  text: string
  label: string
  /** Before the label, for the eye. */
  sign?: string
}

/** More are not looked through. */
const MOST_SUGGESTIONS = 8

const NAME = /(?:^|[\s([{>"'“‘*_~|,;!?\p{Ps}])@([\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,19})?$/u
const EMOJI = /(?:^|[^\p{L}\p{N}:/])(:[a-z0-9_+-]{2,40})$/u

/** The token that ends at the caret, if there is one. */
export function tokenAt(value: string, caret: number): Token | undefined {
  const before = value.slice(Math.max(0, caret - 64), caret)
  const name = NAME.exec(before)
  if (name)
    return { kind: "people", from: caret - (name[1]?.length ?? 0) - 1, to: caret, query: name[1] ?? "" }
  const emoji = EMOJI.exec(before)?.[1]
  if (emoji) return { kind: "emoji", from: caret - emoji.length, to: caret, query: emoji.slice(1) }
  return undefined
}

const folded = (text: string): string => text.normalize("NFKC").toLowerCase()

/** Names that begin like the query, those that come first staying first; nothing when one is already written out. */
export function namesFor(query: string, ...lists: string[][]): Suggestion[] {
  const wanted = folded(query)
  const names = [...new Set(lists.flat())].filter((name) => folded(name).startsWith(wanted))
  if (names.length === 1 && folded(names[0]!) === wanted) return []
  return names.slice(0, MOST_SUGGESTIONS).map((name) => ({ text: `@${name} `, label: name, sign: "@" }))
}

/** Emoji whose names begin with the query, then those that have it inside, short names first. */
export function emojiFor(query: string, all: ReadonlyMap<string, string>): Suggestion[] {
  const found = [...all.keys()]
    .filter((name) => name.includes(query))
    .sort(
      (a, b) =>
        Number(b.startsWith(query)) - Number(a.startsWith(query)) || a.length - b.length || (a < b ? -1 : 1),
    )
  const once = new Map<string, string>()
  for (const name of found) if (!once.has(all.get(name)!)) once.set(all.get(name)!, name)
  return [...once]
    .slice(0, MOST_SUGGESTIONS)
    .map(([sign, name]) => ({ text: `${sign} `, label: name.replaceAll("_", " "), sign }))
}
