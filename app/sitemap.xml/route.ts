import { loadSitemapFiles } from "#lib/views/sitemap.ts"
import { sitemapIndex } from "#lib/web/sitemap.ts"

export const dynamic = "force-dynamic"

/** The index of the files in which every public page is listed. */
export async function GET(): Promise<Response> {
  return sitemapIndex(await loadSitemapFiles())
}
