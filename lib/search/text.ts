/** The text of a post for searching: what its author wrote, without what they quoted. */
import { textFromHtml } from "#lib/markup/excerpt.ts"

/** Innermost first; deeper than this nobody quotes. */
const DEEPEST = 6
const QUOTE = /<blockquote class="quote">(?:(?!<blockquote)[\s\S])*?<\/blockquote>/g
const SPOILER = /<details class="spoiler[^"]*">(?:(?!<details)[\s\S])*?<\/details>/g

/** What a post is found by: hidden parts, too. */
export function wordsFrom(html: string): string {
  return textFromHtml(without(html, QUOTE))
}

/** What a list of results may show of it: nothing that the author hid. */
export function shownFrom(html: string): string {
  return textFromHtml(without(without(html, QUOTE), SPOILER))
}

function without(html: string, part: RegExp): string {
  let text = html
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next = text.replace(part, " ")
    if (next === text) break
    text = next
  }
  return text
}
