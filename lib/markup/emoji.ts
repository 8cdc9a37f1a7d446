/** Emoji by their shortcode, `:tada:`. */
import type { MarkdownIt } from "markdown-it"
import { EMOJI } from "./emoji-names.ts"

const SHORTCODE = /:([a-z0-9_+-]{1,60}):/y

/** The character for a name without colons, or undefined. Skin tones (`wave:t3`) are left out. */
export function emojiNamed(name: string): string | undefined {
  return EMOJI.get(name.toLowerCase().replace(/:t\d$/, ""))
}

export function emoji(md: MarkdownIt): void {
  md.inline.ruler.before("link", "emoji", (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 58) return false
    SHORTCODE.lastIndex = state.pos
    const name = SHORTCODE.exec(state.src)?.[1]
    const character = name && emojiNamed(name)
    if (!character || state.pos + name.length + 2 > state.posMax) return false
    if (!silent) {
      const token = state.push("emoji", "", 0)
      token.content = character
      token.markup = name
    }
    state.pos += name.length + 2
    return true
  })
  md.renderer.rules.emoji = (tokens, index) => md.utils.escapeHtml(tokens[index]!.content)
}
