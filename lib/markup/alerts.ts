/** Notes that stand out, as GitHub writes them: a quotation whose first line is `[!NOTE]`. */
import type { MarkdownIt, Token } from "markdown-it"
import { type AlertKind, word } from "./words.ts"

const MARK = /^\[!(note|tip|important|warning|caution)\]$/i

export function alerts(md: MarkdownIt): void {
  md.core.ruler.after("inline", "alerts", ({ tokens }) => {
    const open: (string | undefined)[] = []
    tokens.forEach((token, index) => {
      if (token.type === "blockquote_open") {
        const kind = kindOf(tokens[index + 1], tokens[index + 2])
        open.push(kind)
        if (kind) Object.assign(token, { type: "alert_open", info: kind })
      } else if (token.type === "blockquote_close" && open.pop()) token.type = "alert_close"
    })
  })
  md.renderer.rules.alert_open = (tokens, index) => {
    const kind = tokens[index]!.info as AlertKind
    return `<div class="alert alert-${kind}">\n<p class="alert-title">${word(`alert.${kind}`)}</p>\n`
  }
  md.renderer.rules.alert_close = () => "</div>\n"
}

/** The kind of alert that a quotation begins with, whose mark is taken out of the text. */
function kindOf(paragraph?: Token, inline?: Token): string | undefined {
  const [first, second] = inline?.children ?? []
  if (paragraph?.type !== "paragraph_open" || first?.type !== "text") return undefined
  if (second && second.type !== "softbreak" && second.type !== "hardbreak") return undefined
  const kind = MARK.exec(first.content.trim())?.[1]?.toLowerCase()
  if (kind) inline!.children!.splice(0, 2)
  return kind
}
