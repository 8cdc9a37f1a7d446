/** @mentions: three to twenty letters, digits, `.`, `_` or `-` of any script. */
import type { MarkdownIt, StateInline } from "markdown-it"
import type { Page } from "./context.ts"

const MIN_NAME = 3
const MAX_NAME = 20

const NAME = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]{0,63}/uy
/** What may not stand before the @: it would be an e-mail address, a path or part of a URL. */
const BEFORE = /[\p{L}\p{M}\p{N}._\-+/@:=&%#~$]$/u
/** Scripts written without spaces, or that glue particles to names: a name may end in the middle of a run. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u

export function mentions(md: MarkdownIt): void {
  md.inline.ruler.before("link", "mention", (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 64 || state.linkLevel > 0) return false
    const name = nameAt(state)
    if (!name) return false
    const page = state.env as Page
    if (page.mentionsLeft <= 0) return false
    if (!silent) {
      page.mentionsLeft--
      const token = state.push("mention", "a", 0)
      token.content = name
    }
    state.pos += 1 + name.length
    return true
  })
  md.renderer.rules.mention = (tokens, index, _options, env) => {
    const name = tokens[index]!.content
    const path = (env as Page).userPath(name)
    return `<a class="mention" href="${md.utils.escapeHtml(path)}">@${md.utils.escapeHtml(name)}</a>`
  }
}

/**
 * Every name that a source may mention, as written: more than it does mention (it looks into code too), so
 * that whoever renders can look these up and hand the existing ones to `render` as `knownNames`.
 */
export function mentionCandidates(source: string): string[] {
  const found = new Set<string>()
  for (let at = source.indexOf("@"); at >= 0; at = source.indexOf("@", at + 1)) {
    if (BEFORE.test(before(source, at))) continue
    for (const name of namesAt(source, at + 1)) found.add(name)
  }
  return [...found]
}

function nameAt(state: StateInline): string | undefined {
  if (BEFORE.test(before(state.src, state.pos))) return undefined
  const { knownNames } = state.env as Page
  const names = namesAt(state.src, state.pos + 1)
  if (knownNames) return names.find((name) => knownNames.has(name.toLowerCase()))
  return names[0]
}

function before(source: string, at: number): string {
  const character = source.slice(Math.max(0, at - 2), at)
  const last = [...character].at(-1) ?? ""
  return UNSPACED.test(last) ? "" : last
}

/** Possible names from an offset on, the longest first. */
function namesAt(source: string, from: number): string[] {
  NAME.lastIndex = from
  const found = NAME.exec(source)?.[0]
  if (!found || source[from + found.length] === "@") return []
  const run = found.replace(/[.-]+$/, "")
  const characters = [...run]
  const names: string[] = []
  for (let length = Math.min(characters.length, MAX_NAME); length >= MIN_NAME; length--) {
    const next = characters[length]
    const whole = next === undefined
    if (!whole && !UNSPACED.test(next) && !UNSPACED.test(characters[length - 1]!)) continue
    const name = characters.slice(0, length).join("")
    if (!/[.-]$/.test(name)) names.push(name)
  }
  return names
}
