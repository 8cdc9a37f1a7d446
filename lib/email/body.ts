/** What a member wrote, for a mail: no pictures from elsewhere, nothing hidden shown, every address whole. */
import { parseDocument } from "htmlparser2"
import { config } from "#lib/config.ts"
import { escaped } from "#lib/markup/escaped.ts"
import { shorten } from "#lib/markup/excerpt.ts"
import type { Said } from "./letter.ts"

/** Mail programs cut off what is longer than about 100 kB; longer than this nobody reads in a mail. */
const LONGEST = 40_000
const HIDDEN = "(hidden: see it on the forum)"

type Node = ReturnType<typeof parseDocument>["children"][number]

/** A post's own safe HTML as text and HTML of a mail; of a very long one, the beginning. */
export function bodyOf(html: string): Said {
  const nodes = parseDocument(html.slice(0, 4 * LONGEST)).children
  const text = tidy(nodes.map(textOf).join(""))
  if (html.length > LONGEST) {
    const short = shorten(text, 2000)
    return { text: short, html: `<p>${escaped(short)}</p>` }
  }
  return { text, html: nodes.map(htmlOf).join("") }
}

const KEPT = new Set(
  "p div br hr h3 h4 h5 h6 em strong s sup a code pre blockquote ul ol li table thead tbody tr th td".split(
    " ",
  ),
)
const STYLES: Record<string, string> = {
  blockquote: "margin:0 0 0 .5em;padding-inline-start:.75em;border-inline-start:2px solid",
  pre: "overflow-x:auto;white-space:pre-wrap",
  th: "border:1px solid;padding:.25em .5em",
  td: "border:1px solid;padding:.25em .5em",
  table: "border-collapse:collapse",
}

function htmlOf(node: Node): string {
  if (node.type === "text") return escaped(node.data)
  if (node.type !== "tag") return ""
  const { name, attribs, children } = node
  if (isHidden(node)) return ` <em>${HIDDEN}</em> `
  if (isBack(node)) return ""
  if (name === "img")
    return `<a href="${escaped(whole(attribs.src))}">[${escaped(attribs.alt || "picture")}]</a>`
  if (name === "input") return attribs.checked === undefined ? "☐" : "☑"
  const inner = children.map(htmlOf).join("")
  if (name === "a" && attribs.href?.startsWith("#")) return inner
  if (name === "a") return `<a href="${escaped(whole(attribs.href))}">${inner}</a>`
  if (!KEPT.has(name)) return inner
  if (name === "br" || name === "hr") return `<${name}>`
  return `<${name}${STYLES[name] ? ` style="${STYLES[name]}"` : ""}>${inner}</${name}>`
}

function textOf(node: Node): string {
  if (node.type === "text") return isInPre(node) ? node.data : inLine(node)
  if (node.type !== "tag") return ""
  const { name, attribs, children } = node
  if (isHidden(node)) return ` ${HIDDEN} `
  if (isBack(node)) return ""
  if (name === "br") return "\n"
  if (name === "hr") return "\n\n---\n\n"
  if (name === "img") return `[${attribs.alt || "picture"}] ${whole(attribs.src)}`
  if (name === "input") return attribs.checked === undefined ? "[ ]" : "[x]"
  const inner = children.map(textOf).join("")
  if (name === "a") return linked(inner, attribs.href ?? "")
  if (name === "li") return `\n- ${tidy(inner).replaceAll("\n", "\n  ")}`
  if (name === "td" || name === "th") return `${tidy(inner)}  `
  if (name === "tr") return `\n${inner.trim()}`
  if (name === "blockquote") return `\n\n${tidy(inner).replace(/^/gm, "> ")}\n\n`
  return BLOCKS.has(name) ? `\n\n${inner}\n\n` : inner
}

/** White space counts once, and not at all after a line's end. */
function inLine(node: Extract<Node, { data: string }>): string {
  const text = node.data.replace(/\s+/g, " ")
  const isAfterBreak = node.prev?.type === "tag" && node.prev.name === "br"
  return isAfterBreak ? text.trimStart() : text
}

const BLOCKS = new Set("p div h3 h4 h5 h6 pre ul ol table section details".split(" "))

/** Mentions, footnotes and addresses that are their own text need no address behind them. */
function linked(text: string, href: string): string {
  if (href.startsWith("#") || text.startsWith("@") || text === href) return text
  return `${text} (${whole(href)})`
}

type Element = Extract<Node, { type: unknown; attribs: unknown }>
const classOf = (node: Node): string => ("attribs" in node ? ((node as Element).attribs.class ?? "") : "")
const isHidden = (node: Node): boolean => classOf(node).split(" ").includes("spoiler")
const isBack = (node: Node): boolean => classOf(node) === "footnote-back"

function isInPre(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if ("name" in at && at.name === "pre") return true
  return false
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n[ \t]+(?=\n)/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

/** Every address with the forum before it that has none of its own. */
function whole(address = ""): string {
  if (/^(https?|mailto):/i.test(address)) return address
  return `${config().url}${address.startsWith("/") ? "" : "/"}${address}`
}
