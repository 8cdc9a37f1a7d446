/** From the source that a person wrote to the HTML that is stored and shown. */
import type { Token } from "markdown-it"
import { type Quote, quoteOf } from "./blocks.ts"
import { MAX_HIGHLIGHTED } from "./code.ts"
import { MAX_HTML, pageOf, type RenderContext } from "./context.ts"
import { excerptFromTokens } from "./excerpt.ts"
import { isExternal } from "./links.ts"
import { markdown } from "./markdown.ts"
import { type KnownUploads, uploadOf } from "./pictures.ts"
import { sanitise } from "./sanitise.ts"

export type { Quote } from "./blocks.ts"
export { MAX_HTML, type RenderContext } from "./context.ts"
export { mentionCandidates } from "./mentions.ts"
export { topicLinkCandidates } from "./topic-links.ts"

export type Rendered = {
  /** Safe to put into a page as it is. */
  html: string
  /** Plain text, at most 200 characters; nothing that was quoted or hidden. */
  excerpt: string
  /** Names as written, once each whatever their case; not those inside quotes of others. */
  mentions: string[]
  quotes: Quote[]
  /** Links that lead away. */
  links: number
  images: number
  /** Ids of the uploads that are shown, once each. */
  uploads: string[]
}

/** Raise it when the HTML of the same source changes: stored posts with a lower number are rendered again. */
export const RENDERER_VERSION = 1

/**
 * Renders the Markdown of one post. Pure, total and the same for the same input: any string gives safe HTML
 * in time that grows with its length. What would unfold beyond `MAX_HTML` is shown as its plain source.
 */
export function render(source: string, context: RenderContext = {}): Rendered {
  const page = pageOf(context, MAX_HIGHLIGHTED)
  const md = markdown(context.breaks ?? true)
  const text = source.toWellFormed()
  const tokens = md.parse(text, page)
  const excerpt = excerptFromTokens(tokens)
  let html = md.renderer.render(tokens, md.options, page)
  if (html.length > MAX_HTML) {
    page.highlightLeft = 0
    html = md.renderer.render(tokens, md.options, page)
  }
  if (html.length > MAX_HTML) html = `<pre tabindex="0">${md.utils.escapeHtml(text)}</pre>\n`
  return { html: sanitise(html), excerpt, ...collect(tokens, page.uploads) }
}

function collect(tokens: readonly Token[], known: KnownUploads): Omit<Rendered, "html" | "excerpt"> {
  const mentions = new Map<string, string>()
  const quotes: Quote[] = []
  let depth = 0
  let links = 0
  let images = 0
  const uploads = new Set<string>()
  for (const token of tokens) {
    if (token.type === "quote_open") {
      depth++
      quotes.push(quoteOf(token))
    }
    if (token.type === "quote_close") depth--
    for (const child of token.children ?? []) {
      if (child.type === "image") {
        images++
        const upload = uploadOf(child, known)
        if (upload && upload !== "gone") uploads.add(upload.id)
      }
      if (child.type === "link_open" && isExternal(String(child.attrGet("href")))) links++
      if (child.type !== "mention" || depth > 0) continue
      const key = child.content.toLowerCase()
      if (!mentions.has(key)) mentions.set(key, child.content)
    }
  }
  return { mentions: [...mentions.values()], quotes, links, images, uploads: [...uploads] }
}
