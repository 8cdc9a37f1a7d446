import { isForumError } from "#lib/base/errors.ts"
import { unsubscribe } from "#lib/email/unsubscribing.ts"
import { unsubscribePath } from "#lib/web/account-paths.ts"
import { PRIVATE } from "#lib/web/headers.ts"

type Context = RouteContext<"/api/unsubscribe/[token]">

/**
 * One click in a mail program ends what the link in List-Unsubscribe names (RFC 8058): no cookie, no page, no
 * redirect. The token alone says for whom and of what.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const form = await request.formData().catch(() => undefined)
  if (form?.get("List-Unsubscribe") !== "One-Click") return answer(400, "This is for mail programs.")
  try {
    await unsubscribe(token)
    return answer(200, "Done.")
  } catch (error) {
    if (isForumError(error)) return answer(404, error.message)
    throw error
  }
}

/** People, and programs that look at links, get the page with the button: looking ends nothing. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return new Response(null, {
    status: 303,
    headers: { location: unsubscribePath(encodeURIComponent(token)), "cache-control": PRIVATE },
  })
}

function answer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "cache-control": PRIVATE, "content-type": "text/plain" } })
}
