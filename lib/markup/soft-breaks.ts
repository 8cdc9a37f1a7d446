/** Undoes hard wrapping: text of a forum that did not show line breaks, for ours, which does. */
import { pageOf } from "./context.ts"
import { markdown } from "./markdown.ts"
import { pairTags } from "./tags.ts"

/** Joins the lines of each paragraph, except where a break was meant (two spaces, a backslash) or in formulas. */
export function joinSoftBreaks(text: string): string {
  // Tags go on lines of their own first, as the parser would put them, so that its line numbers hold.
  const { source } = pairTags(text)
  const md = markdown(true)
  const tokens = md.parse(source, pageOf({}, 0))
  const lines: (string | undefined)[] = source.split("\n")
  for (const token of tokens) {
    if (token.type !== "inline" || !token.map || token.content.includes("$$")) continue
    const [first, end] = token.map
    const contents = token.content.split("\n")
    if (contents.length !== end - first) continue
    let into = first
    for (let line = first + 1; line < end; line++) {
      if (/(?: {2}|\\)$/.test(lines[line - 1] ?? contents[line - 1 - first] ?? "")) into = line
      else {
        lines[into] = `${lines[into]} ${contents[line - first]!.trim()}`
        lines[line] = undefined
      }
    }
  }
  return lines.filter((line) => line !== undefined).join("\n")
}
