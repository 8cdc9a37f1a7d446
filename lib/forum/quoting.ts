/** A post's text as a quote, to be answered. */
import type { Person } from "#lib/db/items/entity.ts"

/** Characters of a quote that is filled in by itself: more than anybody answers at once. */
const MAX_QUOTE = 3_000

/** The quote of a whole post in our syntax, followed by room to write. Quotes inside it are left out. */
export function quoteOf({ id, author, source }: { id: string; author: Person; source: string }): string {
  const text = shorten(withoutQuotes(source).trim())
  if (text === "") return ""
  const name = author.name.replace(/["\]\n]/g, "")
  return `[quote="${name}" post="${id.toLowerCase()}"]\n${text}\n[/quote]\n\n`
}

/** From the innermost outwards, so that nested ones go as well; a tag without its pair goes alone. */
function withoutQuotes(source: string): string {
  const innermost = /\[quote\b[^\]\n]*\](?:(?!\[quote\b)[\s\S])*?\[\/quote\]/gi
  let text = source
  for (let before = ""; before !== text; ) {
    before = text
    text = text.replace(innermost, "")
  }
  return text.replace(/\[\/?quote\b[^\]\n]*\]/gi, "").replace(/\n{3,}/g, "\n\n")
}

/** Cut at a paragraph, or where the limit is; a code block that was open is closed. */
function shorten(text: string): string {
  if (text.length <= MAX_QUOTE) return text
  const cut = text.slice(0, MAX_QUOTE)
  const paragraph = cut.lastIndexOf("\n\n")
  const kept = (paragraph > MAX_QUOTE / 2 ? cut.slice(0, paragraph) : cut).toWellFormed().trimEnd()
  const isOpen = (kept.match(/^ {0,3}```/gm)?.length ?? 0) % 2 === 1
  return `${kept}${isOpen ? "\n```" : ""}\n…`
}
