import { GUEST } from "#lib/forum/actor.ts"
import { addressAfterPost } from "#lib/views/addresses.ts"
import { currentActor } from "#lib/web/actor.ts"
import { PRIVATE } from "#lib/web/headers.ts"
import { permanentPath } from "#lib/web/paths.ts"

/** Where reading goes on behind a post. Another place tomorrow: nobody may keep the answer. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ post: string }> },
): Promise<Response> {
  const { post } = await params
  const address =
    (await addressAfterPost(GUEST, post)) ?? (await addressAfterPost(await currentActor(), post))
  // A post that is not there has a page that says so.
  const location = address ?? permanentPath(encodeURIComponent(post))
  return new Response(null, { status: 307, headers: { location, "cache-control": PRIVATE } })
}
