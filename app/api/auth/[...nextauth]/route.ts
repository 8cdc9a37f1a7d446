/** Where other services send people back to. All else of next-auth goes through our own actions: nothing more is open. */
import { type NextRequest, NextResponse } from "next/server"
import { handlers } from "#lib/auth/next-auth.ts"
import { offeredProviders } from "#lib/auth/providers.ts"

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const [action, provider, ...rest] = (await params).nextauth
  const isOffered = offeredProviders().some(({ id }) => id === provider)
  if (action !== "callback" || !isOffered || rest.length > 0) return new NextResponse(null, { status: 404 })
  return handlers.GET(request)
}
