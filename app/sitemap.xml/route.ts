import { loadSitemapFiles } from "#lib/views/sitemap.ts"
import { siteUrl } from "#lib/web/site.ts"
import { xml } from "#lib/web/xml.ts"

export const dynamic = "force-dynamic"

/** The index of the files in which every public page is listed. */
export async function GET(): Promise<Response> {
  const files = await loadSitemapFiles()
  return xml(
    "sitemapindex",
    files.map((file) => ["sitemap", { loc: `${siteUrl()}/sitemap/${encodeURIComponent(file)}.xml` }]),
  )
}
