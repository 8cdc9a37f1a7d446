/** What RFC 4287 asks of a feed, as the W3C's validator looks at it; and what a feed says, for tests to look at. */
import { parseDocument } from "htmlparser2"
import { wellFormed } from "./xml.ts"

export type ReadEntry = {
  id: string
  title: string
  updated: string
  author: string
  link: string
  content: string
}
export type ReadFeed = { id: string; title: string; self: string; alternate: string; entries: ReadEntry[] }

type ChildNode = ReturnType<typeof parseDocument>["children"][number]
type Element = Extract<ChildNode, { attribs: unknown }>

const ATOM = "http://www.w3.org/2005/Atom"
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** Reads a feed. @throws Error that names what is wrong, when it is no well-formed and valid one */
export function readAtom(xml: string): ReadFeed {
  wellFormed(xml)
  const feed = elementsOf(parseDocument(xml, { xmlMode: true }).children)[0]
  must(feed?.name === "feed" && feed.attribs.xmlns === ATOM, "The root is no Atom feed.")
  const entries = childrenNamed(feed!, "entry").map(readEntry)
  const ids = entries.map((entry) => entry.id)
  must(new Set(ids).size === ids.length, "Two entries have the same id.")
  const hasAuthor = entries.every((entry) => entry.author !== "")
  must(hasAuthor || childrenNamed(feed!, "author").length > 0, "Somebody must be the author.")
  must(DATE.test(only(feed!, "updated")), "The feed must tell when it changed.")
  const newest = entries
    .map(({ updated }) => updated)
    .toSorted()
    .at(-1)
  must(!newest || only(feed!, "updated") >= newest, "The feed is older than an entry.")
  return {
    id: iri(only(feed!, "id")),
    title: only(feed!, "title"),
    self: link(feed!, "self"),
    alternate: link(feed!, "alternate"),
    entries,
  }
}

function readEntry(entry: Element): ReadEntry {
  for (const name of ["updated", "published"]) must(DATE.test(only(entry, name)), `${name} is no date.`)
  const author = childrenNamed(entry, "author")[0]
  must(author !== undefined, "An entry has no author.")
  for (const category of childrenNamed(entry, "category"))
    must(Boolean(category.attribs.term), "A category needs a term.")
  const content = childrenNamed(entry, "content")[0]
  must(content?.attribs.type === "html", "The content must say that it is HTML.")
  must(only(entry, "title").trim() !== "", "An entry needs a title.")
  iri(only(author!, "uri"))
  must(only(entry, "updated") >= only(entry, "published"), "An entry changed before it was written.")
  const html = text(content!)
  must(
    !/<(script|iframe|object|embed|style|form|meta)\b/i.test(html),
    "The content has what no reader shows.",
  )
  must(
    !/<[^<>]* (?:href|src)="(?![a-z][a-z0-9+.-]*:)/i.test(html),
    "The content has an address that is not whole.",
  )
  return {
    id: iri(only(entry, "id")),
    title: only(entry, "title"),
    updated: only(entry, "updated"),
    author: only(author!, "name"),
    link: link(entry, "alternate"),
    content: text(content!),
  }
}

function link(of: Element, rel: string): string {
  const links = childrenNamed(of, "link").filter(({ attribs }) => attribs.rel === rel)
  must(links.length === 1, `There must be one link of the kind ${rel}.`)
  return iri(links[0]!.attribs.href ?? "")
}

function only(of: Element, name: string): string {
  const found = childrenNamed(of, name)
  must(found.length === 1, `There must be one ${name} in a ${of.name}, and there are ${found.length}.`)
  return text(found[0]!)
}

function iri(value: string): string {
  must(URL.canParse(value), `${value} is no whole address.`)
  return value
}

const elementsOf = (nodes: ChildNode[]): Element[] =>
  nodes.filter((node): node is Element => "attribs" in node)
const childrenNamed = (of: Element, name: string): Element[] =>
  elementsOf(of.children).filter((child) => child.name === name)

function text(of: Element): string {
  return of.children.map((node) => (node.type === "text" ? node.data : "")).join("")
}

function must(isSo: boolean, sentence: string): asserts isSo {
  if (!isSo) throw new Error(sentence)
}
