import { privateNews } from "#lib/views/news.ts"
import { currentActor } from "#lib/web/actor.ts"
import { PRIVATE } from "#lib/web/headers.ts"
import { decoded } from "#lib/web/params.ts"

type Context = { params: Promise<{ kind: string; id: string }> }

/** The same for pages that not everybody may see, for those who may. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { kind, id } = await params
  const headers = { "cache-control": PRIVATE }
  const news = await privateNews(await currentActor(), kind, decoded(id) ?? "")
  return news ? Response.json(news, { headers }) : new Response(null, { status: 404, headers })
}
