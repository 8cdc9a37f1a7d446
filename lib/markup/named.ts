/** Names of members in rendered HTML: who is named there, and how they get another name. */
import { MAX_HTML } from "./context.ts"

/** What `render` makes of a mention, and of whom a quote is by: links to members' pages. */
const LINKS = [
  /(<a class="mention" href="\/u\/)([^"]*)(">@)([^<]*)(?=<\/a>)/g,
  /(<div class="quote-by">\s*<a href="\/u\/)([^"]*)(">)([^<]*)(?=<\/a>)/g,
]

/** The same, as what stays when the link goes. */
const UNLINKED = [
  /()<a class="mention" href="\/u\/([^"]*)">(@)[^<]*<\/a>/g,
  /(<div class="quote-by">\s*)<a href="\/u\/([^"]*)">()[^<]*<\/a>/g,
]

/** The members whom a post mentions or quotes, by the names in its links; once each. */
export function membersNamedIn(html: string): string[] {
  if (!html.includes('href="/u/')) return []
  const names = LINKS.flatMap((link) => [...html.matchAll(link)].map(([, , path]) => nameFrom(path!)))
  return [...new Set(names)]
}

/** In place of a name for which there is no room: shorter than any link. */
const NAMELESS = "…"

/**
 * The same HTML with `name` wherever it names somebody by a name that `isTheirs`; with no name there, and no link, where
 * it would become longer than `most` bytes.
 */
export function withOtherName(
  html: string,
  isTheirs: (name: string) => boolean,
  name: string,
  most = MAX_HTML,
): string {
  const other = escaped(name)
  let text = html
  for (const link of LINKS) {
    text = text.replace(link, (whole, start: string, path: string, end: string) =>
      isTheirs(nameFrom(path)) ? `${start}${encodeURIComponent(name)}${end}${other}` : whole,
    )
  }
  return Buffer.byteLength(text) <= most ? text : withoutName(html, isTheirs)
}

function withoutName(html: string, isTheirs: (name: string) => boolean): string {
  let text = html
  for (const link of UNLINKED) {
    text = text.replace(link, (whole, start: string, path: string, end: string) =>
      isTheirs(nameFrom(path)) ? `${start}${end}${NAMELESS}` : whole,
    )
  }
  return text
}

function nameFrom(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")
