/** What sitemaps.org asks of a sitemap and of an index of them; and what they list, for tests to look at. */
import { parseDocument } from "htmlparser2"
import { wellFormed } from "./xml.ts"

export type Listed = { loc: string; lastmod?: string }

type ChildNode = ReturnType<typeof parseDocument>["children"][number]
type Element = Extract<ChildNode, { attribs: unknown }>

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
const MAX_ENTRIES = 50_000
const MAX_BYTES = 50 * 2 ** 20
/** The W3C's profile of ISO 8601. */
const DATE =
  /^\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/

/**
 * Reads a sitemap (`urlset`) or an index (`sitemapindex`).
 * @param at where it lies: all that it lists must lie there, too
 * @throws Error that names what is wrong, when it is no well-formed and valid one
 */
export function readSitemap(xml: string, root: "urlset" | "sitemapindex", at: string): Listed[] {
  wellFormed(xml)
  must(Buffer.byteLength(xml) <= MAX_BYTES, "It has more than 50 MB.")
  const top = elementsOf(parseDocument(xml, { xmlMode: true }).children)
  must(top.length === 1 && top[0]!.name === root, `The root must be one ${root}.`)
  must(top[0]!.attribs.xmlns === NAMESPACE, "The namespace must be that of sitemaps.org.")
  const entries = elementsOf(top[0]!.children)
  must(entries.length > 0, "A list may not be empty.")
  must(entries.length <= MAX_ENTRIES, "It lists more than 50,000.")
  const listed = entries.map((entry) => readEntry(entry, root === "urlset" ? "url" : "sitemap"))
  for (const { loc } of listed)
    must(loc.startsWith(`${new URL(at).origin}/`), `${loc} is not where the sitemap lies.`)
  must(new Set(listed.map(({ loc }) => loc)).size === listed.length, "An address is listed twice.")
  return listed
}

function readEntry(entry: Element, name: string): Listed {
  must(entry.name === name, `There is a ${entry.name} where a ${name} belongs.`)
  const fields = elementsOf(entry.children)
  const names = fields.map((field) => field.name)
  must(new Set(names).size === names.length, "A field stands twice.")
  for (const field of names) must(["loc", "lastmod"].includes(field), `${field} is nothing that we tell.`)
  const text = (field: string) => {
    const found = fields.find((one) => one.name === field)
    return found?.children.map((node) => (node.type === "text" ? node.data : "")).join("")
  }
  const [loc = "", lastmod] = [text("loc"), text("lastmod")]
  must(URL.canParse(loc) && new URL(loc).href === loc, `${loc} is no whole address, escaped.`)
  must(loc.length >= 12 && loc.length < 2048, `${loc} is too long or too short.`)
  must(lastmod === undefined || DATE.test(lastmod), `${lastmod} is no date.`)
  return { loc, ...(lastmod && { lastmod }) }
}

const elementsOf = (nodes: ChildNode[]): Element[] =>
  nodes.filter((node): node is Element => "attribs" in node)

function must(isSo: boolean, sentence: string): asserts isSo {
  if (!isSo) throw new Error(sentence)
}
