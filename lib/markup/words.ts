/** The words that rendering itself puts into a post. They are stored with its HTML, so they are few. */
import { t } from "#lib/words/t.ts"
import { escaped } from "./escaped.ts"

export type AlertKind = "note" | "tip" | "important" | "warning" | "caution"

type Word =
  | "wrote"
  | "spoiler"
  | "details"
  | "table"
  | "picture"
  | "picture-gone"
  | "done"
  | "not-done"
  | "back-to-text"
  | `alert.${AlertKind}`

/** A word in the language of the forum, as it may stand in HTML. */
export function word(name: Word): string {
  return escaped(t(`markup.${name}`))
}
