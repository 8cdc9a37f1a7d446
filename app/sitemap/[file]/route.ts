import { loadSitemapFile } from "#lib/views/sitemap.ts"
import { PRIVATE } from "#lib/web/headers.ts"
import { decoded } from "#lib/web/params.ts"
import { urlset } from "#lib/web/sitemap.ts"

export const dynamic = "force-dynamic"

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const name = /^(.+)\.xml$/.exec(decoded((await params).file) ?? "")?.[1]
  const entries = name ? await loadSitemapFile(name) : null
  if (!entries)
    return new Response("There is no such file.", { status: 404, headers: { "cache-control": PRIVATE } })
  return urlset(entries)
}
