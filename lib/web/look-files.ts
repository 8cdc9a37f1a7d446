/** Sends the style sheets that administrators make, before Next is asked (ADR 0285). */
import type { IncomingMessage, ServerResponse } from "node:http"
import { config } from "#lib/config.ts"
import type { Look } from "#lib/db/items/site.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { accentCss } from "#lib/forum/look-colors.ts"
import { look } from "#lib/forum/present-look.ts"
import { NO_PAGE } from "./content-policy.ts"
import { PRIVATE, SECURITY_HEADERS, transportHeaders } from "./headers.ts"
import { hashOf, type LookFile, lookAsked } from "./look-address.ts"

const FOR_GOOD = "public, max-age=31536000, immutable"

/** What a file holds; empty where there is none. */
export function cssOf(file: LookFile, set: Look | undefined): string {
  if (file === "colors") return accentCss({ light: set?.light, dark: set?.dark })
  return set?.cssOff ? "" : (set?.cleanCss ?? "")
}

/** Answers what asks for one of them. @returns whether it does */
export function answersLook(request: IncomingMessage, response: ServerResponse): boolean {
  const path = (request.url ?? "").split("?")[0]!
  if (!path.startsWith("/look/")) return false
  answer(path, request, response).catch((error) => {
    console.error(error)
    response.destroy()
  })
  return true
}

async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = lookAsked(path)
  const isRead = request.method === "GET" || request.method === "HEAD"
  const css = asked && isRead ? await wanted(asked) : undefined
  const always = {
    ...SECURITY_HEADERS,
    ...transportHeaders(config().url),
    "Content-Security-Policy": NO_PAGE,
  }
  if (!asked || css === undefined) {
    response.writeHead(404, { ...always, "Content-Type": "text/plain", "Cache-Control": PRIVATE }).end()
    return
  }
  const bytes = Buffer.from(css)
  response.writeHead(200, {
    ...always,
    "Content-Type": "text/css; charset=utf-8",
    "Content-Length": bytes.length,
    // A page that was kept elsewhere names the one of before: it gets what holds now, and nobody keeps it under that name.
    "Cache-Control": hashOf(css) === asked.hash ? FOR_GOOD : PRIVATE,
  })
  response.end(request.method === "HEAD" ? undefined : bytes)
}

/** What another process has just set is not remembered here yet. */
async function wanted({ file, hash }: { file: LookFile; hash: string }): Promise<string> {
  const known = cssOf(file, await look())
  return hashOf(known) === hash ? known : cssOf(file, await getLook())
}
