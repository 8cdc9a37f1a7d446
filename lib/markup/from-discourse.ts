/** From the Markdown that people wrote in Discourse ("raw") to ours, helped by the HTML it was shown as. */
import { fromHtml } from "./from-html.ts"
import type { FromHtml } from "./html-elements.ts"
import { quoteTag } from "./html-elements.ts"
import { joinSoftBreaks } from "./soft-breaks.ts"
import { uploadsIn } from "./uploads.ts"

/**
 * Converts a Discourse post. `cooked` is its HTML: it tells where uploads are and whether line breaks were
 * shown. A raw with elements that Markdown cannot say (tables of HTML) is converted from `cooked` instead.
 */
export function fromDiscourse(raw: string, cooked: string, options: FromHtml = {}): string {
  const source = raw.replace(/\r\n?/g, "\n")
  if (outsideCode(source).some(([plain, code]) => !code && BLOCKS.test(plain)) && cooked.trim()) {
    return fromHtml(cooked, options)
  }
  const findUpload = uploadsIn(cooked, options)
  const converted = outsideCode(source)
    .map(([piece, code]) => (code ? piece : convert(piece, findUpload, options)))
    .join("")
  return (showsBreaks(cooked) ? converted : joinSoftBreaks(converted)).trim()
}

/** HTML that has no like in Markdown, or that is not worth converting twice. */
const BLOCKS = /<(?:table|ul|ol|dl|pre|iframe|video|audio|h[1-6]|blockquote|figure)[\s>]/i

/** Fenced blocks and code spans, which nothing here may touch. */
const CODE =
  /(?:^|(?<=\n))[ \t>]*(`{3,}|~{3,})[^\n]*(?:\n(?![ \t>]*\1[`~]*[ \t]*(?:\n|$))[^\n]*)*(?:\n[^\n]*|$)|(?<!`)(`{1,3})(?!`)[^`\n]{1,2000}\2(?!`)/g

function outsideCode(source: string): [piece: string, code: boolean][] {
  const pieces: [string, boolean][] = []
  let from = 0
  for (const found of source.matchAll(CODE)) {
    pieces.push([source.slice(from, found.index), false], [found[0], true])
    from = found.index + found[0].length
  }
  pieces.push([source.slice(from), false])
  return pieces
}

/** A forum that shows line breaks has <br> wherever a paragraph had one; without any, they meant nothing. */
function showsBreaks(cooked: string): boolean {
  return /<br\s*\/?>/i.test(cooked) || !cooked.trim()
}

type Upload = (short: string) => string | undefined

function convert(text: string, findUpload: Upload, options: FromHtml): string {
  let result = text
    .replace(
      /(!?)\[([^\]\n]{0,500})\]\(upload:\/\/([^\s)]{1,200})(\s+"[^"\n]{0,200}")?\)/g,
      (_all, ...groups) => {
        const [bang, label, short, title] = groups as [string, string, string, string | undefined]
        return upload(bang, label, findUpload(short), title)
      },
    )
    .replace(/^([ \t>]*)\[quote="([^"\n]{1,200})"\]/gim, (_all, prefix: string, head: string) => {
      const [name = "", ...fields] = head.split(/,\s*/)
      const field = (key: string): string =>
        fields.find((each) => each.startsWith(`${key}:`))?.split(":")[1] ?? ""
      return prefix + quoteTag(field("username") || name, field("post"), field("topic"), options)
    })
    .replace(
      /\[date-range\s+from=([^\s\]]+)\s+to=([^\s\]]+)[^\]\n]*\]/g,
      (_all, from: string, to: string) => {
        return `${moment(from)} – ${moment(to)}`
      },
    )
    .replace(/\[date=([^\s\]]+)([^\]\n]*)\]/g, (_all, date: string, rest: string) => {
      const at = (name: string): string => new RegExp(`${name}="?([^\\s"\\]]+)`).exec(rest)?.[1] ?? ""
      return [moment(date), at("time").slice(0, 5), at("timezone")].filter(Boolean).join(" ")
    })
    // A poll becomes the list of its options: who voted is not in the post.
    .replace(/^([ \t]*)\[\/?(?:poll|wrap|grid)(?:[ =][^\]\n]*)?\][ \t]*$/gim, "$1")
  for (const [pattern, replacement] of BBCODE) result = result.replace(pattern, replacement)
  if (result.includes("<"))
    for (const [pattern, replacement] of HTML) result = result.replace(pattern, replacement)
  return result
}

function upload(bang: string, label: string, address: string | undefined, title = ""): string {
  const kind = /\|(attachment|video|audio)\b/.exec(label)?.[1]
  const name = label.replace(/\|(?:attachment|video|audio|thumbnail)\b/g, "")
  if (!address) return `(${name.split("|")[0]?.trim() || "image"})`
  return bang && !kind ? `![${name}](${address}${title})` : `[${name || address}](${address}${title})`
}

function moment(iso: string): string {
  return iso.replace(/"/g, "").replace(/T(\d\d:\d\d).*$/, " $1")
}

const BBCODE: [RegExp, string][] = [
  [/\[b\]([^[\]\n]{1,500})\[\/b\]/gi, "**$1**"],
  [/\[i\]([^[\]\n]{1,500})\[\/i\]/gi, "*$1*"],
  [/\[s\]([^[\]\n]{1,500})\[\/s\]/gi, "~~$1~~"],
  [/\[u\]([^[\]\n]{1,500})\[\/u\]/gi, "$1"],
  [/\[url\](https?:[^\s[\]]{1,500})\[\/url\]/gi, "<$1>"],
  [/\[url="?(https?:[^\s"\]]{1,500})"?\]([^[\]\n]{1,500})\[\/url\]/gi, "[$2]($1)"],
  [/\[img\](https?:[^\s[\]]{1,500})\[\/img\]/gi, "![]($1)"],
  [/^\[code\][ \t]*\n([\s\S]{1,20000}?)\n?\[\/code\][ \t]*$/gim, "```\n$1\n```"],
]

/** The elements that people mix into Markdown. Others stay, and are shown as text. */
const HTML: [RegExp, string][] = [
  [/<!--[\s\S]{0,5000}?-->/g, ""],
  [/<br\s*\/?>\n?/gi, "\n"],
  [/<hr\s*\/?>/gi, "\n\n---\n\n"],
  [/<(?:b|strong)>([^<>\n]{1,500})<\/(?:b|strong)>/gi, "**$1**"],
  [/<(?:i|em)>([^<>\n]{1,500})<\/(?:i|em)>/gi, "*$1*"],
  [/<(?:s|del|strike)>([^<>\n]{1,500})<\/(?:s|del|strike)>/gi, "~~$1~~"],
  [/<(?:kbd|code)>([^<>`\n]{1,500})<\/(?:kbd|code)>/gi, "`$1`"],
  [/<a\s[^<>]{0,300}?href="(https?:[^"<>\s]{1,500})"[^<>]{0,300}>([^<>\n]{1,500})<\/a>/gi, "[$2]($1)"],
  [/<img\s[^<>]{0,300}?src="(https?:[^"<>\s]{1,500})"[^<>]{0,300}>/gi, "![]($1)"],
  [/<details[^<>]{0,50}>\s*<summary>([^<>"\]\n]{1,190})<\/summary>/gi, '\n[details="$1"]\n'],
  [/<details[^<>]{0,50}>/gi, '\n[details="…"]\n'],
  [/<\/details>/gi, "\n[/details]\n"],
  [/<\/?(?:sup|sub|small|big|ins|mark|u|span|div|p|center|font|summary)(?:\s[^<>\n]{0,300})?>/gi, ""],
]
