/** Emoji by their shortcode, `:tada:`. */
import type { MarkdownIt } from "markdown-it"
import named from "markdown-it-emoji/lib/data/full.mjs"

/** Names that Discourse uses and GitHub's list has not. */
const OTHER_NAMES: Record<string, string> = {
  slight_smile: "🙂",
  slight_frown: "🙁",
  upside_down: "🙃",
  hugs: "🤗",
  thinking_face: "🤔",
  grinning_face_with_smiling_eyes: "😄",
  grinning_face: "😀",
  beaming_face_with_smiling_eyes: "😁",
  face_with_tears_of_joy: "😂",
  smiling_face_with_sunglasses: "😎",
  folded_hands: "🙏",
  raising_hands: "🙌",
  clapping_hands: "👏",
  waving_hand: "👋",
  thumbs_up: "👍",
  thumbs_down: "👎",
  red_heart: "❤️",
  party_popper: "🎉",
  check_mark: "✔️",
  cross_mark: "❌",
  open_mouth_face: "😮",
  person_shrugging: "🤷",
  man_shrugging: "🤷‍♂️",
  face_palm: "🤦",
  frowning2: "☹️",
  simple_smile: "🙂",
  face_with_raised_eyebrow: "🤨",
  stuck_out_tongue_winking: "😜",
}

const characters = new Map([...Object.entries(OTHER_NAMES), ...Object.entries(named)])
const SHORTCODE = /:([a-z0-9_+-]{1,60}):/y

/** The character for a name without colons, or undefined. Skin tones (`wave:t3`) are left out. */
export function emojiNamed(name: string): string | undefined {
  return characters.get(name.toLowerCase().replace(/:t\d$/, ""))
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
