import { publicNews } from "#lib/views/news.ts"

/** Kept like a page, and like a page answered before Next is asked (lib/web/front.ts). */
export const dynamic = "force-static"
export const revalidate = 300
export const generateStaticParams = (): [] => []

type Context = { params: Promise<{ kind: string; id: string }> }

/** What is new on a page that everybody may see: `/api/live/topic/<id>`, `…/category/<id>`, `…/home/now`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { kind, id } = await params
  const news = await publicNews(kind, id)
  return news ? Response.json(news) : new Response(null, { status: 404 })
}
