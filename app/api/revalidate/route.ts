/** POST /api/revalidate {tags}: another process of this forum has changed what pages show. */
import { z } from "zod"
import { MAX_TAG } from "#lib/base/cache-tags.ts"
import { expire } from "#lib/web/cached.ts"
import { isAuthorized } from "#lib/web/token.ts"

const Changes = z.object({ tags: z.array(z.string().min(1).max(MAX_TAG)).min(1).max(5_000) })

export async function POST(request: Request): Promise<Response> {
  if (!isAuthorized(request.headers.get("authorization"), "revalidate"))
    return Response.json({ error: "This address is for the forum's own processes." }, { status: 401 })
  const body = Changes.safeParse(await request.json().catch(() => undefined))
  if (!body.success) return Response.json({ error: "Send {tags: [...]}." }, { status: 400 })
  expire(body.data.tags)
  return Response.json({ expired: body.data.tags.length })
}
