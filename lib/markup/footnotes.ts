/** Footnotes: where the marks lead, with ids that are unique on a page of many posts. */
import type { MarkdownIt, Token } from "markdown-it"
import footnote from "markdown-it-footnote"
import type { Page } from "./context.ts"
import { WORDS } from "./words.ts"

export function footnotes(md: MarkdownIt): void {
  md.use(footnote)
  const { rules } = md.renderer
  rules.footnote_ref = (tokens, index, _options, env) => {
    const { note, mark } = idsOf(tokens[index]!, env as Page)
    return `<sup class="footnote-ref"><a href="#fn-${note}" id="fnref-${mark}">${numberOf(tokens[index]!)}</a></sup>`
  }
  rules.footnote_block_open = () => `<section class="footnotes">\n<ol>\n`
  rules.footnote_block_close = () => "</ol>\n</section>\n"
  rules.footnote_open = (tokens, index, _options, env) =>
    `<li id="fn-${idsOf(tokens[index]!, env as Page).note}">\n`
  rules.footnote_close = () => "</li>\n"
  rules.footnote_anchor = (tokens, index, _options, env) => {
    const { mark } = idsOf(tokens[index]!, env as Page)
    const again = subOf(tokens[index]!)
    const number = numberOf(tokens[index]!) + (again > 0 ? `-${again + 1}` : "")
    const label = `${WORDS.backToText}, ${number}`
    const sup = again > 0 ? `<sup>${again + 1}</sup>` : ""
    return ` <a href="#fnref-${mark}" class="footnote-back" aria-label="${label}">↩\uFE0E${sup}</a>`
  }
}

function numberOf(token: Token): string {
  return String(Number(token.meta?.id ?? 0) + 1)
}

function subOf(token: Token): number {
  return Number(token.meta?.subId ?? 0)
}

function idsOf(token: Token, page: Page): { note: string; mark: string } {
  const note = (page.docId ? `${page.docId}-` : "") + numberOf(token)
  const again = subOf(token)
  return { note, mark: again > 0 ? `${note}-${again + 1}` : note }
}
