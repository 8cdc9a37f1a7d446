import { isForumError } from "#lib/base/errors.ts"
import { loadCard } from "#lib/views/card.ts"
import { type Card, drawCard } from "#lib/web/card.ts"

/** Drawn once, then kept and answered like a page until what it says has changed. */
export const dynamic = "force-static"
export const revalidate = 86_400
export const generateStaticParams = (): [] => []

type Context = { params: Promise<{ of: string[] }> }

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  // A route gets its parts decoded: once more would give each card endless addresses.
  const card = await loadCard((await params).of)
  const picture = card && (await drawn(card))
  if (picture === "busy") return new Response(null, { status: 503, headers: { "retry-after": "10" } })
  if (!picture) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(picture), { headers: { "content-type": "image/png" } })
}

async function drawn(card: Card): Promise<Awaited<ReturnType<typeof drawCard>> | "busy"> {
  try {
    return await drawCard(card)
  } catch (error) {
    if (isForumError(error, "conflict")) return "busy"
    throw error
  }
}
