/** Spoilers inside a sentence: `||hidden||` and `[spoiler]hidden[/spoiler]`. */
import type { MarkdownIt, StateInline, Token } from "markdown-it"
import { word } from "./words.ts"

type Delimiters = StateInline["delimiters"]

const BAR = 124
const OPEN = "[spoiler]"
const CLOSE = "[/spoiler]"

export function spoilers(md: MarkdownIt): void {
  md.inline.ruler.before("link", "spoiler_tag", parseTag)
  md.inline.ruler.after("strikethrough", "spoiler_bars", parseBars)
  md.inline.ruler2.after("strikethrough", "spoiler_bars", (state) => {
    pairBars(state, state.delimiters)
    for (const meta of state.tokens_meta) if (meta?.delimiters) pairBars(state, meta.delimiters)
  })
  // <details> cannot stand inside <p>: the browser would close the paragraph before it.
  md.core.ruler.push("spoiler_paragraphs", ({ tokens }) => {
    tokens.forEach((token, index) => {
      const open = tokens[index - 1]
      const close = tokens[index + 1]
      if (open?.type !== "paragraph_open" || open.hidden || close?.type !== "paragraph_close") return
      if (!token.children?.some((child) => child.type === "spoiler_open")) return
      open.tag = "div"
      open.attrJoin("class", "p")
      close.tag = "div"
    })
  })
  md.renderer.rules.spoiler_open = () =>
    `<details class="spoiler spoiler-inline"><summary>${word("spoiler")}</summary>`
  md.renderer.rules.spoiler_close = () => "</details>"
}

function parseBars(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== BAR || state.linkLevel > 0) return false
  const scanned = state.scanDelims(state.pos, true)
  if (scanned.length !== 2) {
    state.pending += state.src.slice(state.pos, state.pos + scanned.length)
    state.pos += scanned.length
    return true
  }
  state.push("text", "", 0).content = "||"
  state.delimiters.push({
    marker: BAR,
    length: 0,
    token: state.tokens.length - 1,
    end: -1,
    open: scanned.can_open,
    close: scanned.can_close,
  })
  state.pos += 2
  return true
}

function pairBars(state: StateInline, delimiters: Delimiters): void {
  for (const start of delimiters) {
    if (start.marker !== BAR || start.end === -1) continue
    become(state.tokens[start.token]!, "spoiler_open", 1)
    become(state.tokens[delimiters[start.end]!.token]!, "spoiler_close", -1)
  }
}

function become(token: Token, type: string, nesting: 1 | -1): void {
  token.type = type
  token.tag = "details"
  token.nesting = nesting
  token.markup = "||"
  token.content = ""
}

/** Where the next closing tag is, kept per text so that a heap of opening tags costs one search. */
const nextClose = new WeakMap<StateInline, number>()

function parseTag(state: StateInline, silent: boolean): boolean {
  const { pos, posMax, src } = state
  if (src.charCodeAt(pos) !== 91 || state.linkLevel > 0) return false
  if (src.slice(pos, pos + OPEN.length).toLowerCase() !== OPEN) return false
  let close = nextClose.get(state) ?? -1
  if (close < pos) {
    close = src.indexOf(CLOSE, pos)
    if (close < 0) close = Number.MAX_SAFE_INTEGER
    nextClose.set(state, close)
  }
  if (close + CLOSE.length > posMax) return false
  if (!silent) {
    state.push("spoiler_open", "details", 1)
    state.pos = pos + OPEN.length
    state.posMax = close
    state.md.inline.tokenize(state)
    state.push("spoiler_close", "details", -1)
    state.posMax = posMax
  }
  state.pos = close + CLOSE.length
  return true
}
