/** The Markdown of the forum: CommonMark and GFM without raw HTML, and what people expect besides. */
import MarkdownIt, { type MarkdownIt as Parser, type StateInline } from "markdown-it"
import { alerts } from "./alerts.ts"
import { blocks } from "./blocks.ts"
import { code } from "./code.ts"
import { emoji } from "./emoji.ts"
import { footnotes } from "./footnotes.ts"
import { links } from "./links.ts"
import { math } from "./math.ts"
import { mentions } from "./mentions.ts"
import { spoilers } from "./spoilers.ts"
import { strikes } from "./strikes.ts"
import { tasks } from "./tasks.ts"
import { topicLinks } from "./topic-links.ts"
import { word } from "./words.ts"

/** Made once: building the parser costs more than rendering a post. */
const parsers = new Map<boolean, Parser>()

/** The parser, with line breaks shown or (as the letter of CommonMark has it) not. */
export function markdown(breaks: boolean): Parser {
  const parser = parsers.get(breaks) ?? makeParser(breaks)
  parsers.set(breaks, parser)
  return parser
}

function makeParser(breaks: boolean): Parser {
  const md = new MarkdownIt({ html: false, linkify: true, breaks })
  md.inline.ruler.at("text", plainRun)
  md.use(links)
    .use(topicLinks)
    .use(footnotes)
    .use(strikes)
    .use(spoilers)
    .use(mentions)
    .use(emoji)
    .use(tasks)
    .use(math)
    .use(code)
    .use(blocks)
    .use(alerts)
    .use(tables)
    .use(headings)
  return md
}

/** Characters at which another rule may begin: markdown-it's own, and the bar of spoilers. */
const STOPS = new Set(Array.from("\n!#$%&*+-:<=>@[\\]^_`{}~|", (char) => char.charCodeAt(0)))

function plainRun(state: StateInline, silent: boolean): boolean {
  let end = state.pos
  while (end < state.posMax && !STOPS.has(state.src.charCodeAt(end))) end++
  if (end === state.pos) return false
  if (!silent) state.pending += state.src.slice(state.pos, end)
  state.pos = end
  return true
}

function tables(md: Parser): void {
  // A group, not a region: twenty tables on a page would be twenty landmarks of one name.
  const wrapper = `<div class="table" tabindex="0" role="group" aria-label="${word("table")}">`
  md.renderer.rules.table_open = () => `${wrapper}\n<table>\n`
  md.renderer.rules.table_close = () => "</table>\n</div>\n"
  md.core.ruler.push("cell_alignment", ({ tokens }) => {
    for (const token of tokens) {
      if (token.type !== "th_open" && token.type !== "td_open") continue
      const side = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1]
      token.attrs = side ? [["class", `align-${side}`]] : null
    }
  })
}

/**
 * A page's outline is h1 the topic, h2 its posts: a post's own headings begin at h3, whichever level it
 * begins with, and skip none on the way down. They get no ids.
 */
function headings(md: Parser): void {
  md.core.ruler.push("heading_levels", ({ tokens }) => {
    const above: number[] = []
    for (const token of tokens) {
      if (token.type !== "heading_open" && token.type !== "heading_close") continue
      const written = Number(token.tag.slice(1))
      if (token.type === "heading_open") {
        while (above.length > 0 && above.at(-1)! >= written) above.pop()
        above.push(written)
      }
      token.tag = `h${Math.min(above.length + 2, 6)}`
    }
  })
}
