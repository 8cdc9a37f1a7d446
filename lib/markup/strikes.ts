/** Struck text as GFM has it: one or two tildes on each side, the same number; three are just tildes. */
import type { MarkdownIt, StateInline } from "markdown-it"

const TILDE = 126
/** Any number that is no character: single tildes only pair with single ones. */
const SINGLE = 1126

type Delimiters = StateInline["delimiters"]

export function strikes(md: MarkdownIt): void {
  md.inline.ruler.at("strikethrough", parse)
  md.inline.ruler2.at("strikethrough", (state) => {
    pair(state, state.delimiters)
    for (const meta of state.tokens_meta) if (meta?.delimiters) pair(state, meta.delimiters)
  })
}

function parse(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false
  const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true)
  const tildes = state.src.slice(state.pos, state.pos + length)
  state.pos += length
  state.push("text", "", 0).content = tildes
  if (length > 2) return true
  const marker = length === 1 ? SINGLE : TILDE
  state.delimiters.push({ marker, length: 0, token: state.tokens.length - 1, end: -1, open, close })
  return true
}

function pair(state: StateInline, delimiters: Delimiters): void {
  for (const start of delimiters) {
    if ((start.marker !== TILDE && start.marker !== SINGLE) || start.end === -1) continue
    const ends = [
      { token: state.tokens[start.token]!, type: "s_open", nesting: 1 as const },
      { token: state.tokens[delimiters[start.end]!.token]!, type: "s_close", nesting: -1 as const },
    ]
    for (const { token, type, nesting } of ends) {
      Object.assign(token, { type, nesting, tag: "s", markup: token.content, content: "" })
    }
  }
}
