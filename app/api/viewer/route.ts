import { viewerOf } from "#lib/views/viewer.ts"
import { currentActor, renewSession } from "#lib/web/actor.ts"
import { PRIVATE } from "#lib/web/headers.ts"

/** What belongs to whoever looks at a page that is the same for all: `?topic=<id>`, `?topics=<id>,<id>`, `?member=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const ask = {
    topic: searchParams.get("topic") ?? undefined,
    topics: searchParams.get("topics") ?? undefined,
    member: searchParams.get("member") ?? undefined,
  }
  await renewSession()
  return Response.json(await viewerOf(await currentActor(), ask), { headers: { "cache-control": PRIVATE } })
}
