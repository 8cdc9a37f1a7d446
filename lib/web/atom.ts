/** Feeds as Atom (RFC 4287). */
import type { FeedEntry, FeedView } from "#lib/views/feeds.ts"
import { memberPath } from "./paths.ts"
import { escaped } from "./xml.ts"

/** What a feed with no entries says of when it changed: it never did. */
const NEVER = "1970-01-01T00:00:00.000Z"

/**
 * The feed as a document. Its entries keep their ids wherever the forum lives and wherever their posts are moved to.
 * @param site the forum's address, without a slash at its end · @param self the feed's own path
 */
export function atom(
  { title, path, entries }: FeedView,
  { site, self }: { site: string; self: string },
): string {
  const updated =
    entries
      .map((entry) => entry.updatedAt)
      .toSorted()
      .at(-1) ?? NEVER
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${escaped(site + self)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(site + self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(site + path)}"/>`,
    "<generator>Stoa</generator>",
    ...entries.map((entry) => entryOf(entry, site)),
    "</feed>\n",
  ].join("\n")
}

function entryOf(
  { id, title, path, author, createdAt, updatedAt, html, about }: FeedEntry,
  site: string,
): string {
  return [
    "<entry>",
    `<id>${urnOf(id)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<link rel="alternate" type="text/html" href="${escaped(site + path)}"/>`,
    `<published>${createdAt}</published>`,
    `<updated>${updatedAt}</updated>`,
    `<author><name>${escaped(author)}</name><uri>${escaped(site + memberPath(author))}</uri></author>`,
    ...about.map((term) => `<category term="${escaped(term)}"/>`),
    `<content type="html">${escaped(withSite(html, site, path))}</content>`,
    "</entry>",
  ].join("\n")
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** A ULID is the same 128 bits that a UUID is: as a name that needs no domain, it outlives a change of address. */
export function urnOf(id: string): string {
  const value = [...id].reduce((sum, digit) => sum * 32n + BigInt(DIGITS.indexOf(digit)), 0n)
  const hex = value.toString(16).padStart(32, "0")
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`
}

/** Addresses within the forum, as somebody elsewhere needs them. `html` is what lib/markup made: tags are whole. */
export function withSite(html: string, site: string, path: string): string {
  return html.replace(/<[^<>]+>/g, (tag) =>
    tag
      .replace(/ (href|src)="\/(?!\/)/g, ` $1="${site}/`)
      .replace(/ href="#/g, ` href="${site}${path.replace(/#.*/, "")}#`)
      .replace(
        / srcset="([^"]*)"/g,
        (_, list: string) => ` srcset="${list.replace(/(^|, *)\/(?!\/)/g, `$1${site}/`)}"`,
      ),
  )
}
