/**
 * A style sheet that administrators write. What readers get is written anew from what was understood (css-tree): nothing of
 * it loads anything from anywhere, and what is not understood is refused, not passed on (ADR 0285).
 */
import { type CssNode, generate, parse, walk } from "css-tree"
import { ForumError } from "#lib/base/errors.ts"
import { t } from "#lib/words/t.ts"

/** Of what is typed, and of what is sent. */
export const MAX_CSS = 20_000

/** Those that only say when, where or how rules hold. `@import`, `@font-face` and `@namespace` name addresses. */
const AT_RULES = new Set(["media", "supports", "container", "layer", "keyframes", "starting-style"])

/** All that calculate, colour or move. Whatever loads something is none of them, nor what comes to load something one day. */
const FUNCTIONS = new Set(
  [
    "abs acos asin atan atan2 calc clamp cos exp hypot log max min mod pow rem round sign sin sqrt tan",
    "color color-mix contrast-color hsl hsla hwb lab lch light-dark oklab oklch rgb rgba",
    "conic-gradient linear-gradient radial-gradient",
    "repeating-conic-gradient repeating-linear-gradient repeating-radial-gradient",
    "blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia",
    "matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez",
    "skew skewx skewy translate translate3d translatex translatey translatez",
    "circle ellipse inset polygon rect xywh",
    "cubic-bezier linear steps",
    "fit-content minmax repeat",
    "attr counter counters env var",
  ].flatMap((line) => line.split(" ")),
)

/**
 * As it is sent. @param source as it was typed; empty is none
 * @throws ForumError invalid, with `field` css and a sentence that names the line
 */
export function cleanCss(source: string): string {
  if (source.length > MAX_CSS) throw refused(t("look.css-long", { length: source.length, max: MAX_CSS }))
  // An escape may spell what is looked for here in another way, and ends where people do not expect it.
  const escaped = outsideStrings(source).indexOf("\\")
  if (escaped >= 0) throw refused(t("look.css-escape", { line: lineAt(source, escaped) }))
  const sheet = parse(source, { positions: true, parseCustomProperty: true })
  walk(sheet, judge)
  return generate(sheet)
}

function judge(node: CssNode): void {
  const line = node.loc?.start.line ?? 1
  if (node.type === "Atrule" && !AT_RULES.has(node.name.toLowerCase()))
    throw refused(t("look.css-at-rule", { line, rule: `@${node.name}` }))
  if (node.type === "Url") throw refused(t("look.css-url", { line }))
  if (node.type === "Function" && !FUNCTIONS.has(node.name.toLowerCase()))
    throw refused(t("look.css-function", { line, name: `${node.name}()` }))
  if (node.type === "Raw")
    throw refused(t("look.css-unknown", { line, what: node.value.trim().slice(0, 60) }))
  // It goes into a file of its own; should somebody ever put it into a page, it does not end there.
  if (node.type === "CDO" || node.type === "CDC" || (node.type === "String" && node.value.includes("</")))
    throw refused(t("look.css-unknown", { line, what: "</" }))
}

const refused = (message: string): ForumError =>
  new ForumError("invalid", "invalid-input", { field: "css", message })

/** The same text, with what stands in strings and comments as blanks. */
function outsideStrings(source: string): string {
  const quoted = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|\/\*[\s\S]*?\*\//g
  return source.replace(quoted, (part) => " ".repeat(part.length))
}

const lineAt = (source: string, at: number): number => source.slice(0, at).split("\n").length
