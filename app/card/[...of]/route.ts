import { loadCard } from "#lib/views/card.ts"
import { drawCard } from "#lib/web/card.ts"
import { decoded } from "#lib/web/params.ts"

/** Drawn once, then kept and answered like a page until what it says has changed. */
export const dynamic = "force-static"
export const revalidate = 86_400
export const generateStaticParams = (): [] => []

type Context = { params: Promise<{ of: string[] }> }

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const card = await loadCard((await params).of.map((part) => decoded(part) ?? ""))
  const picture = card && (await drawCard(card))
  if (!picture) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(picture), { headers: { "content-type": "image/png" } })
}
