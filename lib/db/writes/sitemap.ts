/** Writes of the parts of sitemaps, as values for commit(). */
import type { Write } from "../commit.ts"
import { type SitemapPart, SitemapParts } from "../items/sitemap.ts"
import { sitemapPartKey } from "../keys/sitemap.ts"

/** W-22: notes that something changed in a part, or that there is one. Only forwards; again changes nothing. */
export function notePart(part: SitemapPart, refusal: () => Error): Write {
  const { entityType } = SitemapParts.encode(part)
  return {
    kind: "update",
    key: sitemapPartKey(part.category, part.from),
    update: "SET entityType = :type, category = :category, #from = :from, changedAt = :at",
    condition: "attribute_not_exists(changedAt) OR changedAt < :at",
    names: { "#from": "from" },
    values: { ":type": entityType, ":category": part.category, ":from": part.from, ":at": part.changedAt },
    refusal,
    repeatable: true,
  }
}
