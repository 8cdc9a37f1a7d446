/** Which addresses a post may link to and show, and how links and images are written. */
import type { MarkdownIt, Token } from "markdown-it"
import type { Page } from "./context.ts"
import { plainText } from "./excerpt.ts"
import { goneHtml, pictureHtml, uploadOf } from "./pictures.ts"

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const SIZE = /^(.*)\|\s*(\d{1,4})\s*x\s*(\d{1,4})(?:\s*,\s*(\d{1,3})%)?\s*$/s

/** Whether an address leads away from this forum. Relative ones do not; `//host` does. */
export function isExternal(href: string): boolean {
  return SCHEME.test(href) || /^[/\\]{2}/.test(href)
}

export function links(md: MarkdownIt): void {
  md.validateLink = (url) => {
    const address = url.trim()
    return SCHEME.test(address) ? /^(?:https?|mailto):/i.test(address) : !/^[/\\]{2}/.test(address)
  }
  linkify(md)
  md.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index]!
    if (isExternal(String(token.attrGet("href")))) token.attrSet("rel", "nofollow ugc noopener")
    return self.renderToken(tokens, index, options)
  }
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index]!
    const source = String(token.attrGet("src"))
    if (/^mailto:/i.test(source)) return md.utils.escapeHtml(token.content)
    const [alt, size] = altAndSize(token)
    const upload = uploadOf(token, (env as Page).uploads)
    const { escapeHtml } = md.utils
    if (upload === "gone") return goneHtml(alt, escapeHtml)
    if (upload) {
      const title = String(token.attrGet("title") ?? "")
      return pictureHtml(upload, { alt, title, size, linked: isInLink(tokens, index), escapeHtml })
    }
    token.attrSet("alt", alt)
    if (size) for (const [name, value] of Object.entries(size)) token.attrSet(name, value)
    token.attrSet("loading", "lazy")
    token.attrSet("decoding", "async")
    return self.renderToken(tokens, index, options)
  }
}

function isInLink(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(0, index).findLast(({ type }) => type === "link_open" || type === "link_close")
  return before?.type === "link_open"
}

/** Which words of the text are addresses. Bare domains are not (`main.py`, `e.name`), unless they begin with www. */
function linkify(md: MarkdownIt): void {
  const linker = md.linkify
  linker.add("//", null)
  linker.add("www.", {
    validate: (text, at, self) => {
      const tail = self.re.get_relative_proto_validator()
      tail.lastIndex = at
      return tail.exec(text)?.[0].length ?? 0
    },
    normalize: (match) => {
      match.url = `http://${match.url}`
    },
  })
  // markdown-it asks this of a whole paragraph first, where `~~www.a.example~~` does not look like an
  // address; asked piece by piece afterwards, it does.
  linker.test = (text) => /www\.|@|:/i.test(text)
  const match = linker.match.bind(linker)
  linker.match = (text) => match(text) ?? []
  const matchAtStart = linker.matchAtStart.bind(linker)
  linker.matchAtStart = (text) => {
    const found = matchAtStart(text)
    // Signs that strike or hide the address do not belong to it.
    if (found) found.url = found.url.replace(/(?:\|\|.*|~~?|[.,;:!?]+)$/s, "")
    return found
  }
}

/** `![alt|690x388]`, as Discourse writes it, says the size in advance so that the page does not jump. */
function altAndSize(token: Token): [alt: string, size?: { width: number; height: number }] {
  const text = plainText(token.children ?? [])
  const found = SIZE.exec(text)
  if (!found) return [text]
  const scale = Math.min(Number(found[4] ?? 100), 100) / 100
  const width = Math.round(Number(found[2]) * scale)
  const height = Math.round(Number(found[3]) * scale)
  if (!width || !height) return [found[1]!.trim()]
  return [found[1]!.trim(), { width, height }]
}
