/** Code blocks: highlighted on the server, within bounds, and scrollable by keyboard. */
import highlighter from "highlight.js/lib/common"
import type { MarkdownIt } from "markdown-it"
import type { Page } from "./context.ts"

/** What is highlighted of one block and of one post: nobody reads more for its colours. */
const MAX_BLOCK = 8_000
export const MAX_HIGHLIGHTED = 20_000
/** A grammar that takes time by the square of odd input, half a second for 8,000 characters. */
const MAX_SLOW: Record<string, number> = { "C#": 3_000 }
/** Neither is what no person wrote: minified code, encoded data. */
const ENDLESS = /\w{100}|[^\n]{1000}/

/** Renders fenced and indented code. A language is highlighted when named, never guessed. */
export function code(md: MarkdownIt): void {
  const { escapeHtml, unescapeAll } = md.utils
  md.renderer.rules.code_block = (tokens, index) =>
    `<pre tabindex="0"><code>${escapeHtml(tokens[index]!.content)}</code></pre>\n`
  md.renderer.rules.fence = (tokens, index, _options, env) => {
    const { info, content } = tokens[index]!
    const language = unescapeAll(info).trim().split(/\s+/, 1)[0] ?? ""
    const coloured = highlight(content, language, env as Page)
    const classes = [coloured && "hljs", language && `language-${language}`].filter(Boolean).join(" ")
    const attribute = classes && ` class="${escapeHtml(classes)}"`
    return `<pre tabindex="0"><code${attribute}>${coloured ?? escapeHtml(content)}</code></pre>\n`
  }
}

function highlight(content: string, language: string, page: Page): string | undefined {
  const grammar = language ? highlighter.getLanguage(language) : undefined
  if (!grammar) return undefined
  const limit = Math.min(MAX_SLOW[grammar.name ?? ""] ?? MAX_BLOCK, page.highlightLeft)
  if (content.length > limit || ENDLESS.test(content)) return undefined
  page.highlightLeft -= content.length
  return highlighter.highlight(content, { language, ignoreIllegals: true }).value
}
