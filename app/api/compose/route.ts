import { loadCompose } from "#lib/views/compose.ts"
import { apiAnswer } from "#lib/web/api.ts"
import { writingPlaceOf } from "#lib/web/writing-places.ts"

/** What a form needs, by the address that it has as a page: `?page=/t/…/reply?to=…`. */
export async function GET(request: Request): Promise<Response> {
  const page = new URL(request.url).searchParams.get("page") ?? ""
  return apiAnswer(request, (actor) => loadCompose(actor, writingPlaceOf(page)))
}
