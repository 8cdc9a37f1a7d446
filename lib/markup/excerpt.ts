/** Plain text: of a post's beginning for lists and descriptions, and of a whole one for searching. */
import type { Token } from "markdown-it"

const MAX_EXCERPT = 200

/** The text that inline tokens show, with images as their description and spoilers left out. */
export function plainText(tokens: readonly Token[]): string {
  let text = ""
  let hidden = 0
  for (const token of tokens) {
    if (token.type === "spoiler_open") hidden++
    if (token.type === "spoiler_close") hidden--
    if (hidden > 0) continue
    if (token.type === "image") text += plainText(token.children ?? []).replace(/\|\s*\d+x\d+[^|]*$/, "")
    else if (token.type === "softbreak" || token.type === "hardbreak") text += "\n"
    else if (token.type === "mention") text += `@${token.content}`
    else if (token.type !== "footnote_ref") text += token.content
  }
  return text
}

/**
 * The beginning of a post in plain text, at most 200 characters, cut at a word. Quotes, code, footnotes and
 * what is hidden are left out; a post of nothing else is told by its code.
 */
export function excerptFromTokens(tokens: readonly Token[]): string {
  let text = ""
  let code = ""
  let skipped = 0
  for (const { type, children, content } of tokens) {
    if (SKIPPED.test(type)) skipped += type.endsWith("_open") ? 1 : -1
    if (skipped > 0) continue
    if (type === "inline") text += ` ${plainText(children ?? [])}`
    else if (type === "fence" || type === "code_block") code += ` ${content.slice(0, 400)}`
    if (text.length > 3 * MAX_EXCERPT) break
  }
  return shorten(text.trim() ? text : code)
}

/** All text of HTML that `render` made (no `<` or `>` but those of tags), quotes and hidden parts included. */
export function textFromHtml(html: string): string {
  return decode(
    html
      .replace(/<\/?(?:p|div|li|h\d|tr|td|th|pre|br|summary|blockquote)\b[^<>]*>/g, " ")
      .replace(/<[^<>]*>/g, ""),
  )
    .replace(/\s+/g, " ")
    .trim()
}

/** The beginning of HTML that `render` made, without what is quoted and what is hidden, however deep. */
export function beginningOf(html: string, limit?: number): string {
  let [text, depth, end] = ["", 0, 0]
  for (const tag of html.matchAll(/<(\/?)(?:blockquote|details)\b[^<>]*>/g)) {
    if (depth === 0) text += `${html.slice(end, tag.index)} `
    depth = Math.max(0, depth + (tag[1] ? -1 : 1))
    end = tag.index + tag[0].length
  }
  if (depth === 0) text += html.slice(end)
  return shorten(textFromHtml(text), limit)
}

/** Cuts a text at a word to at most `limit` UTF-16 units, with an ellipsis where something is missing. */
export function shorten(text: string, limit = MAX_EXCERPT): string {
  const flat = text
    .slice(0, limit * 20)
    .replace(/\s+/g, " ")
    .trim()
  if (flat.length <= limit) return flat.toWellFormed()
  const cut = flat.slice(0, limit - 1)
  const word = cut.lastIndexOf(" ")
  // Scripts without spaces, and one endless word, are cut where the limit is.
  const end = word > limit * 0.6 ? word : cut.length
  return `${dropHalf(cut.slice(0, end)).replace(/[\s,;:–-]+$/, "")}…`
}

const SKIPPED = /^(?:quote|spoiler_block|footnote_block)_(?:open|close)$/

function dropHalf(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'" }

function decode(text: string): string {
  return text.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => ENTITIES[name]!)
}
