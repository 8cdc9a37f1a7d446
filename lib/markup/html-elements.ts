/** What each element of another forum's HTML becomes in our Markdown. */
import { emojiNamed } from "./emoji.ts"

export type FromHtml = {
  /** What relative addresses are relative to, such as `https://old.example`. Without it they stay. */
  baseUrl?: string
  /** ULID of a post by its Discourse numbers, where it is known: quotes then lead to it. */
  postId?: (topic: string, post: string) => string | undefined
}

export type Element = HTMLElement
type Replace = (content: string, node: Element, options: FromHtml) => string

/** The opening tag of a quote in our Markdown, with whatever of its source is known. */
export function quoteTag(author: string, post: string, topic: string, options: FromHtml): string {
  const name = author.replace(/["\][\n]/g, "").trim()
  const id = post && topic ? options.postId?.(topic, post) : undefined
  if (id) return `[quote="${name}" post="${id}"]`
  const fields = [name, post && `post:${post}`, topic && `topic:${topic}`].filter(Boolean)
  return fields.length > 0 ? `[quote="${fields.join(", ")}"]` : "[quote]"
}

const block = (text: string): string => `\n\n${text.trim()}\n\n`
const has = (node: Element, name: string): boolean => node.classList?.contains(name) ?? false
export const text = (node: Element): string => node.textContent ?? ""
const attribute = (node: Element, name: string): string => node.getAttribute(name) ?? ""

/** The first that fits an element decides; a rule later in the list never sees it. */
export const RULES: [name: string, fits: (node: Element) => boolean, replace: Replace][] = [
  ["nothing", isDecoration, () => ""],
  ["quote", (node) => node.nodeName === "ASIDE" && has(node, "quote"), quote],
  ["quoted", (node) => node.nodeName === "BLOCKQUOTE" && isIn(node, "quote"), (content) => block(content)],
  ["onebox", (node) => node.nodeName === "ASIDE" && has(node, "onebox"), onebox],
  ["mention", (node) => has(node, "mention") || has(node, "mention-group"), (_content, node) => text(node)],
  [
    "hashtag",
    (node) => has(node, "hashtag") || has(node, "hashtag-cooked"),
    (_content, node) => text(node).trim(),
  ],
  ["emoji", (node) => node.nodeName === "IMG" && has(node, "emoji"), (_content, node) => emoji(node)],
  ["lightbox", (node) => node.nodeName === "A" && has(node, "lightbox"), lightbox],
  [
    "image",
    (node) => node.nodeName === "IMG",
    (_content, node, options) => image(node, attribute(node, "src"), options),
  ],
  ["code", (node) => node.nodeName === "PRE", (_content, node) => codeBlock(node)],
  ["math", (node) => has(node, "math"), (_content, node) => math(node)],
  [
    "footnote mark",
    (node) => has(node, "footnote-ref"),
    (_content, node) => `[^${lastNumber(node.querySelector("a"), "href")}]`,
  ],
  ["footnote", (node) => has(node, "footnote-item"), (content, node) => footnote(content, node)],
  ["footnotes", (node) => has(node, "footnotes-list"), (content) => block(content)],
  ["details", (node) => node.nodeName === "DETAILS", details],
  ["spoiler", (node) => has(node, "spoiler") || has(node, "spoiled"), spoiler],
  ["poll", (node) => has(node, "poll"), (content) => block(content)],
  [
    "video",
    (node) => has(node, "lazyYT") || has(node, "lazy-video-container"),
    (_content, node) => block(video(node)),
  ],
  ["media", (node) => /^(?:IFRAME|VIDEO|AUDIO)$/.test(node.nodeName), media],
  ["bold", (node) => has(node, "bbcode-b"), (content) => around("**", content)],
  ["italic", (node) => has(node, "bbcode-i"), (content) => around("*", content)],
  [
    "struck",
    (node) => has(node, "bbcode-s") || /^(?:S|DEL|STRIKE)$/.test(node.nodeName),
    (content) => around("~~", content),
  ],
  ["link", (node) => node.nodeName === "A", link],
]

function isDecoration(node: Element): boolean {
  if (node.nodeName === "SUMMARY" || node.nodeName === "SVG") return true
  if (node.nodeName === "HR" && has(node, "footnotes-sep")) return true
  const names = "anchor avatar footnote-backref poll-info poll-buttons quote-controls site-icon meta".split(
    " ",
  )
  if (names.some((name) => has(node, name))) return true
  return has(node, "title") && isIn(node, "quote")
}

function isIn(node: Element, name: string): boolean {
  const parent = node.parentNode as Element | null
  return parent?.nodeName === "ASIDE" && has(parent, name)
}

function quote(content: string, node: Element, options: FromHtml): string {
  const title = node.querySelector<Element>(".title")
  const author = attribute(node, "data-username") || (title ? text(title).trim().replace(/\s*:$/, "") : "")
  const tag = quoteTag(author, attribute(node, "data-post"), attribute(node, "data-topic"), options)
  return block(`${tag}\n${content.trim()}\n[/quote]`)
}

function onebox(_content: string, node: Element, options: FromHtml): string {
  const address =
    attribute(node, "data-onebox-src") || attribute(node.querySelector("a[href]") ?? node, "href")
  return address ? block(absolute(address, options)) : ""
}

function emoji(node: Element): string {
  const name = attribute(node, "title") || attribute(node, "alt")
  return emojiNamed(name.replace(/^:|:$/g, "")) ?? name
}

function lightbox(_content: string, node: Element, options: FromHtml): string {
  const shown = node.querySelector<Element>("img")
  return shown ? image(shown, attribute(node, "href"), options) : ""
}

function image(node: Element, address: string, options: FromHtml): string {
  const source = absolute(address, options)
  if (!/^(?:https?:\/\/|\/)/.test(source)) return ""
  const alt = attribute(node, "alt")
    .replace(/[[\]|\\\n]/g, " ")
    .trim()
  const [width, height] = [attribute(node, "width"), attribute(node, "height")]
  const size = /^\d{1,4}$/.test(width) && /^\d{1,4}$/.test(height) ? `|${width}x${height}` : ""
  return `![${alt}${size}](${destination(source)})`
}

function codeBlock(node: Element): string {
  const inner = node.querySelector("code")
  const named = attribute(inner ?? node, "class").split(/\s+/)
  const language = named
    .map((name) => name.replace(/^lang(?:uage)?-/, ""))
    .find((name) => /^[\w+#-]+$/.test(name))
  const known =
    language && !/^(?:auto|hljs|nohighlight|plaintext|text|onebox)$/.test(language) ? language : ""
  const content = text(node).replace(/\n$/, "")
  const longest = Math.max(2, ...Array.from(content.matchAll(/`{3,}/g), ([run]) => run.length))
  const fence = "`".repeat(longest + 1)
  return `\n\n${fence}${known}\n${content}\n${fence}\n\n`
}

function math(node: Element): string {
  const formula = text(node).trim()
  return node.nodeName === "DIV" ? block(`$$\n${formula}\n$$`) : `$${formula}$`
}

function lastNumber(node: globalThis.Element | null, name: string): string {
  return /(\d+)$/.exec(node ? (node.getAttribute(name) ?? "").replace(/:\d+$/, "") : "")?.[1] ?? "1"
}

function footnote(content: string, node: Element): string {
  return `[^${lastNumber(node, "id")}]: ${content.trim().replace(/\n(?=.)/g, "\n    ")}\n\n`
}

function details(content: string, node: Element): string {
  const title = node.querySelector("summary")?.textContent ?? ""
  const heading = title
    .replace(/["\][]/g, "")
    .replace(/\s+/g, " ")
    .trim()
  return block(`[details="${heading || "…"}"]\n${content.trim()}\n[/details]`)
}

function spoiler(content: string, node: Element): string {
  if (node.nodeName === "DIV") return block(`[spoiler]\n${content.trim()}\n[/spoiler]`)
  return content.trim() ? `[spoiler]${content.trim()}[/spoiler]` : ""
}

function video(node: Element): string {
  const id = attribute(node, "data-youtube-id") || attribute(node, "data-video-id")
  return /^[\w-]{6,20}$/.test(id) ? `https://www.youtube.com/watch?v=${id}` : ""
}

function media(_content: string, node: Element, options: FromHtml): string {
  const source = attribute(node, "src") || attribute(node.querySelector("source") ?? node, "src")
  return /^https?:|^\//.test(source) ? block(absolute(source, options)) : ""
}

function link(content: string, node: Element, options: FromHtml): string {
  const address = absolute(attribute(node, "href"), options)
  const label = content.trim()
  if (!/^(?:https?:|mailto:|\/|#)/i.test(address)) return content
  const plain = text(node).trim()
  if (plain === address && /^https?:[^\s<>]+$/.test(address)) return `<${address}>`
  // A link around an image that is no lightbox keeps both; one without text shows its address.
  return label ? `[${label.replace(/\n+/g, " ")}](${destination(address)})` : ""
}

function around(mark: string, content: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(content) ?? []
  return inner ? before + mark + inner + mark + after : content
}

function absolute(address: string, { baseUrl }: FromHtml): string {
  if (address.startsWith("//")) return `https:${address}`
  if (!baseUrl || !address.startsWith("/")) return address
  return URL.parse(address, baseUrl)?.href ?? address
}

function destination(address: string): string {
  return address.replace(/[\s<>()\\]/g, (char) =>
    encodeURIComponent(char).replace("(", "%28").replace(")", "%29"),
  )
}
