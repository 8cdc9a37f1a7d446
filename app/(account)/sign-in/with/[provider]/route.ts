/**
 * Leads to another service. A link, not a form: our content security policy lets no form lead elsewhere, and
 * browsers hold it against the redirect of a form, too.
 */

import { redirect } from "next/navigation"
import type { NextRequest } from "next/server"
import { signInAt } from "#lib/auth/next-auth.ts"
import { offeredProviders } from "#lib/auth/providers.ts"

import { safeNext, signInPath } from "#lib/web/paths.ts"

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  const { provider } = await params
  const isOffered = offeredProviders().some(({ id }) => id === provider)
  // Who signs in decides it here, not on another site's page.
  const isForeign = request.headers.get("sec-fetch-site") === "cross-site"
  if (!isOffered || isForeign) redirect(signInPath())
  return signInAt(provider, safeNext(request.nextUrl.searchParams.get("next")))
}
