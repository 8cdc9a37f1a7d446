/** Sitemaps and the index of them as XML, as sitemaps.org has it. */
import type { SitemapEntry, SitemapFile } from "#lib/views/sitemap.ts"
import { siteUrl } from "./site.ts"
import { escaped } from "./xml.ts"

type Place = { path: string; changedAt?: string }

/** What a file lists. */
export const urlset = (entries: SitemapEntry[]): Response => xml("urlset", "url", entries)

/** Which files there are. */
export const sitemapIndex = (files: SitemapFile[]): Response =>
  xml(
    "sitemapindex",
    "sitemap",
    files.map(({ name, ...rest }) => ({ path: `/sitemap/${encodeURIComponent(name)}.xml`, ...rest })),
  )

function xml(root: string, name: string, places: Place[]): Response {
  const entries = places.map(({ path, changedAt }) => {
    const lastmod = changedAt && `<lastmod>${changedAt}</lastmod>`
    return `<${name}><loc>${escaped(siteUrl() + path)}</loc>${lastmod ?? ""}</${name}>`
  })
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("\n")}\n</${root}>\n`
  return new Response(text, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=300" },
  })
}
