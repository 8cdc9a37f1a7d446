"use client"
/** From where names and emoji come: loaded when the first of them is typed, and kept while the page is open. */
import { peopleApiPath } from "#lib/web/paths.ts"
import { emojiFor, namesFor, type Suggestion, type Token } from "./suggesting.ts"

/** Fewer letters say too little of all members; of a topic's people even none is enough. */
const MIN_LETTERS = 2

const asked = new Map<string, Promise<string[]>>()

/** @param topic whose people come first */
export async function suggestionsFor({ kind, query }: Token, topic?: string): Promise<Suggestion[]> {
  try {
    if (kind === "emoji") return emojiFor(query, (await import("#lib/markup/emoji-names.ts")).EMOJI)
    const [here, others] = await Promise.all([
      topic ? people({ topic }) : [],
      query.length >= MIN_LETTERS ? people({ q: query }) : [],
    ])
    return namesFor(query, here, others)
  } catch {
    // No connection, or asked too often: one can write on without.
    return []
  }
}

function people(ask: { topic?: string; q?: string }): Promise<string[]> {
  const path = peopleApiPath(ask)
  const found =
    asked.get(path) ??
    fetch(path).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status))
      return ((await answer.json()) as { people: string[] }).people
    })
  asked.set(path, found)
  // What failed may be asked again.
  found.catch(() => asked.delete(path))
  return found
}
