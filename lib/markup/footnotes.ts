/** Footnotes: where the marks lead, with ids that are unique on a page of many posts. */
import type { MarkdownIt, StateCore, Token } from "markdown-it"
import footnote from "markdown-it-footnote"
import type { Page } from "./context.ts"
import { word } from "./words.ts"

/** Enough for every honest note; ten thousand marks of one note need no ten thousand arrows. */
const MAX_BACK_LINKS = 20

export function footnotes(md: MarkdownIt): void {
  md.use(footnote)
  md.core.ruler.at("footnote_tail", appendNotes)
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
    const label = `${word("back-to-text")}, ${number}`
    const sup = again > 0 ? `<sup>${again + 1}</sup>` : ""
    return ` <a href="#fnref-${mark}" class="footnote-back" aria-label="${label}">↩\uFE0E${sup}</a>`
  }
}

type Note = { label?: string; content?: string; tokens?: Token[]; count?: number }
type Notes = { refs?: Record<string, number>; list?: Note[] }

/**
 * Moves the notes to the end of the post. The plugin's own rule copies all tokens once per note: a hostile
 * post of ten thousand notes took it a minute. Only the first few marks of a note are linked back to.
 */
function appendNotes(state: StateCore): void {
  const notes = state.env.footnotes as Notes | undefined
  if (!notes) return
  const bodies = new Map<string, Token[]>()
  let body: Token[] | undefined
  state.tokens = state.tokens.filter((token) => {
    if (token.type === "footnote_reference_open") {
      body = []
      bodies.set(String(token.meta?.label), body)
      return false
    }
    if (token.type === "footnote_reference_close") {
      body = undefined
      return false
    }
    body?.push(token)
    return !body
  })
  if (!notes.list?.length) return
  const push = (type: string, nesting: 1 | 0 | -1, meta: Token["meta"] = null): void => {
    const token = new state.Token(type, "", nesting)
    token.meta = meta
    state.tokens.push(token)
  }
  push("footnote_block_open", 1)
  notes.list.forEach((note, id) => {
    push("footnote_open", 1, { id })
    for (const token of bodyOf(state, note, bodies)) state.tokens.push(token)
    const last = state.tokens.at(-1)?.type === "paragraph_close" ? state.tokens.pop() : undefined
    for (let subId = 0; subId < Math.min(note.count || 1, MAX_BACK_LINKS); subId++) {
      push("footnote_anchor", 0, { id, subId })
    }
    if (last) state.tokens.push(last)
    push("footnote_close", -1)
  })
  push("footnote_block_close", -1)
}

/** An inline note (`^[text]`) is a paragraph of its own. */
function bodyOf(state: StateCore, note: Note, bodies: Map<string, Token[]>): Token[] {
  if (!note.tokens) return bodies.get(note.label ?? "") ?? []
  const [open, inline, close] = [
    new state.Token("paragraph_open", "p", 1),
    new state.Token("inline", "", 0),
    new state.Token("paragraph_close", "p", -1),
  ]
  for (const token of [open, inline, close]) token.block = true
  inline.children = note.tokens
  inline.content = note.content ?? ""
  return [open, inline, close]
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
