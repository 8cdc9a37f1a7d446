/** Code blocks: highlighted on the server, within bounds, and scrollable by keyboard. */
import highlighter from "highlight.js/lib/common"
import type { MarkdownIt } from "markdown-it"
import type { Page } from "./context.ts"

/**
 * What is highlighted of one block and of one post. Several grammars (C#, C++, Java) take time that grows
 * with the square of odd input; within these bounds the worst known block costs a fifth of a second.
 */
const MAX_BLOCK = 8_000
export const MAX_HIGHLIGHTED = 20_000
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
  if (!language || content.length > Math.min(MAX_BLOCK, page.highlightLeft)) return undefined
  if (!highlighter.getLanguage(language) || ENDLESS.test(content)) return undefined
  page.highlightLeft -= content.length
  return highlighter.highlight(content, { language, ignoreIllegals: true }).value
}
