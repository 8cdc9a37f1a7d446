import { z } from "zod"
import { isForumError } from "#lib/base/errors.ts"
import { ReadInput, readUpTo } from "#lib/forum/reading.ts"
import { currentActor } from "#lib/web/actor.ts"
import { PRIVATE } from "#lib/web/headers.ts"

const STATUS = {
  "not-found": 404,
  unauthenticated: 401,
  forbidden: 403,
  conflict: 409,
  limited: 429,
  invalid: 400,
}

/** Remembers how far a member has read: `{"post": "<id>"}`. */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return answer(403)
  const input = ReadInput.safeParse(await request.json().catch(() => undefined))
  if (!input.success) return answer(400)
  try {
    await readUpTo(await currentActor(), input.data)
    return answer(204)
  } catch (error) {
    if (isForumError(error)) return answer(STATUS[error.kind])
    if (error instanceof z.ZodError) return answer(400)
    throw error
  }
}

/** Other sites may not speak for a member. Browsers say where a request comes from, in one of two headers. */
function isForeign({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site")
  if (site) return site !== "same-origin"
  const origin = headers.get("origin")
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== headers.get("host"))
}

function answer(status: number): Response {
  return new Response(null, { status, headers: { "cache-control": PRIVATE } })
}
