import { loadWholePost } from "#lib/views/whole-post.ts"
import { apiAnswer } from "#lib/web/api.ts"

type Context = { params: Promise<{ id: string }> }

/** A post by itself, for whoever opens a quote of it and may read it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  return apiAnswer(request, (actor) => loadWholePost(actor, id))
}
