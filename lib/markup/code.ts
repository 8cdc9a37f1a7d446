/** Code blocks: highlighted on the server, within bounds, and scrollable by keyboard. */
import highlighter from "highlight.js/lib/common"
import type { MarkdownIt } from "markdown-it"
import type { Page } from "./context.ts"

/** A longer block is shown plain: nobody reads it for its colours, and grammars are slow on odd input. */
const MAX_HIGHLIGHTED = 10_000
/** What is highlighted in one post altogether. */
export const MAX_HIGHLIGHTED_POST = 40_000

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
  if (!language || content.length > Math.min(MAX_HIGHLIGHTED, page.highlightLeft)) return undefined
  if (!highlighter.getLanguage(language)) return undefined
  page.highlightLeft -= content.length
  return highlighter.highlight(content, { language, ignoreIllegals: true }).value
}
