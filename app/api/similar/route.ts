import { isForumError } from "#lib/base/errors.ts"
import { similarTo } from "#lib/views/similar.ts"
import { currentActor, thisClient } from "#lib/web/actor.ts"
import { PRIVATE } from "#lib/web/headers.ts"

/** Topics like the one whose title somebody types: `?title=`. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "cache-control": PRIVATE }
  const title = new URL(request.url).searchParams.get("title") ?? ""
  const actor = await currentActor()
  try {
    const topics = await similarTo(actor, title, await thisClient())
    return Response.json({ topics }, { headers })
  } catch (error) {
    if (!isForumError(error, "limited")) throw error
    return new Response(null, { status: 429, headers })
  }
}
