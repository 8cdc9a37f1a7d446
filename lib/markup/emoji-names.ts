/** The names of emoji. A file of its own: the composer loads it when somebody types one. */
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

/** Characters by their names, without colons. */
export const EMOJI: ReadonlyMap<string, string> = new Map([
  ...Object.entries(OTHER_NAMES),
  ...Object.entries(named),
])
