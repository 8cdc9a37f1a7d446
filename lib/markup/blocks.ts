/** Quotes with attribution, spoilers and details: the blocks that `pairTags` found, parsed and rendered. */
import type { MarkdownIt, StateBlock, Token } from "markdown-it"
import type { Page } from "./context.ts"
import { pairTags, type Tag } from "./tags.ts"
import { word } from "./words.ts"

export type Quote = {
  author?: string
  /** ULID of the quoted post, upper case. */
  postId?: string
  /** Numbers of the quoted post where it came from Discourse. */
  topicNumber?: string
  postNumber?: string
}

/** Deeper blocks stay text: markdown-it drops what lies below its own limit, which would lose words. */
const MAX_LEVEL = 60

export function blocks(md: MarkdownIt): void {
  const { escapeHtml } = md.utils
  md.core.ruler.before("block", "pair_tags", (state) => {
    const paired = pairTags(state.src)
    state.src = paired.source
    ;(state.env as Page).tags = paired.tags
  })
  md.block.ruler.before("table", "tagged", parseBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  })
  md.renderer.rules.quote_open = (tokens, index, _options, env) =>
    `<blockquote class="quote">\n${quoteHeader(quoteOf(tokens[index]!), env as Page)}`
  md.renderer.rules.quote_close = () => "</blockquote>\n"
  md.renderer.rules.spoiler_block_open = (tokens, index) =>
    `<details class="spoiler">\n<summary>${tokens[index]!.info ? escapeHtml(tokens[index]!.info) : word("spoiler")}</summary>\n`
  md.renderer.rules.spoiler_block_close = () => "</details>\n"
  md.renderer.rules.details_open = (tokens, index) =>
    `<details class="details">\n<summary>${tokens[index]!.info ? escapeHtml(tokens[index]!.info) : word("details")}</summary>\n`
  md.renderer.rules.details_close = () => "</details>\n"

  function quoteHeader(quote: Quote, page: Page): string {
    const source = quote.postId
      ? page.postPath(quote.postId)
      : quote.topicNumber && quote.postNumber && page.oldPostPath(quote.topicNumber, quote.postNumber)
    const known = quote.author && (!page.knownNames || page.knownNames.has(quote.author.toLowerCase()))
    const name = quote.author && escapeHtml(quote.author)
    const author = known ? `<a href="${escapeHtml(page.userPath(quote.author!))}">${name}</a>` : name
    const link = source && `<a class="quote-source" href="${escapeHtml(source)}">${word("wrote")}</a>`
    if (!author && !link) return ""
    return `<div class="quote-by">${author || ""} ${link || word("wrote")}:</div>\n`
  }
}

/** Reads `name, post:2, topic:22`, `name" post="<ulid>` and the variants Discourse has written over time. */
function parseQuote(attributes: string): Quote {
  const post = /["”\s]post="?([0-9A-HJKMNP-TV-Z]{26})"?/i.exec(attributes)?.[1]
  const head = (
    /^["“]([^"”]*)["”]/.exec(attributes)?.[1] ?? attributes.replace(/\spost="?\w*"?\s*$/i, "")
  ).trim()
  const [name = "", ...fields] = head.split(/,\s*/)
  const field = (key: string): string | undefined =>
    fields.find((each) => each.startsWith(`${key}:`))?.slice(key.length + 1)
  const author = (field("username") ?? name).trim()
  const quote: Quote = {}
  if (author) quote.author = author.slice(0, 60)
  if (post) quote.postId = post.toUpperCase()
  const topicNumber = field("topic")
  const postNumber = field("post")
  if (topicNumber && /^\d{1,12}$/.test(topicNumber)) quote.topicNumber = topicNumber
  if (postNumber && /^\d{1,12}$/.test(postNumber)) quote.postNumber = postNumber
  return quote
}

/** The attribution of a `quote_open` token. */
export function quoteOf(token: Token): Quote {
  return (token.meta?.quote ?? {}) as Quote
}

function parseBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4 || state.level >= MAX_LEVEL) return false
  const tag = (state.env as Page).tags.get(state.bMarks[startLine]! + state.tShift[startLine]!)
  if (!tag) return false
  const closeLine = lineAt(state, tag.closeAt)
  if (closeLine >= endLine || leavesContainer(state, startLine, closeLine)) return false
  if (silent) return true

  const { parentType, lineMax } = state
  state.parentType = "quote"
  // So that a paragraph inside cannot run on, lazily, past the closing tag.
  state.lineMax = closeLine
  const type = tag.name === "spoiler" ? "spoiler_block" : tag.name
  const open = state.push(`${type}_open`, tag.name === "quote" ? "blockquote" : "details", 1)
  open.map = [startLine, closeLine + 1]
  if (tag.name === "quote") open.meta = { quote: parseQuote(tag.attributes) }
  else open.info = title(tag)
  state.md.block.tokenize(state, startLine + 1, closeLine)
  state.push(`${type}_close`, open.tag, -1)
  state.parentType = parentType
  state.lineMax = lineMax
  state.line = closeLine + 1
  return true
}

function title(tag: Tag): string {
  return tag.attributes.replace(/^["“](.*)["”]$/, "$1").trim()
}

function lineAt(state: StateBlock, offset: number): number {
  let low = 0
  let high = state.eMarks.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (state.eMarks[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low
}

function leavesContainer(state: StateBlock, startLine: number, closeLine: number): boolean {
  for (let line = startLine + 1; line <= closeLine; line++) {
    if (state.sCount[line]! < state.blkIndent && !state.isEmpty(line)) return true
  }
  return false
}
