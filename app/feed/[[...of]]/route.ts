import { feedMeant, loadFeed } from "#lib/views/feeds.ts"
import { atom } from "#lib/web/atom.ts"
import { type FeedOf, feedPath } from "#lib/web/paths.ts"
import { siteUrl } from "#lib/web/site.ts"

/** Kept like a page, and like a page answered before Next is asked (lib/web/front.ts), which knows who has it already. */
export const dynamic = "force-static"
export const revalidate = 300
export const generateStaticParams = (): [] => []

type Context = { params: Promise<{ of?: string[] }> }

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  // A route gets its parts decoded: once more would give each feed endless addresses.
  const of = (await params).of ?? []
  const feed = await loadFeed(of)
  if (!feed) return elsewhere(await feedMeant(of))
  const self = feedPath(of.length === 0 ? undefined : (of as FeedOf))
  const headers = { "content-type": "application/atom+xml; charset=utf-8" }
  return new Response(atom(feed, { site: siteUrl(), self }), { headers })
}

/** For now, as pages do: staff may take an address back. */
function elsewhere(of: FeedOf | null): Response {
  if (!of) return new Response(null, { status: 404 })
  return new Response(null, { status: 307, headers: { location: feedPath(of) } })
}
