/** Formulas stay the text they are: `$$a_1 * b_2$$` must not lose its signs to Markdown. */
import type { MarkdownIt } from "markdown-it"

/** A dollar amount is no formula: between single dollars there has to be something of TeX. */
const INLINE = /\$(?=[^\s$])(?=[^$\n]{0,300}[\\^_{}])[^$\n]{0,300}[^\s$\\]\$(?!\d)/y

export function math(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 36) return false
    const end = endOfFormula(state.src, state.pos)
    if (end < 0 || end > state.posMax) return false
    if (!silent) state.push("math", "", 0).content = state.src.slice(state.pos, end)
    state.pos = end
    return true
  })
  md.renderer.rules.math = (tokens, index) => md.utils.escapeHtml(tokens[index]!.content)
}

function endOfFormula(source: string, from: number): number {
  if (source[from + 1] === "$") {
    const close = source.indexOf("$$", from + 2)
    return close > from + 2 ? close + 2 : -1
  }
  INLINE.lastIndex = from
  return INLINE.test(source) ? INLINE.lastIndex : -1
}
