/**
 * Scripts and styles of the version before, for pages that were opened before new processes took over (docs/adr/0360): whoever
 * begins to write in one loads what that needs only then. Their names carry what they hold, so none is taken for another.
 */

import { existsSync, readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { join } from "node:path"
import { config } from "#lib/config.ts"
import { NO_PAGE } from "./content-policy.ts"
import { SECURITY_HEADERS, transportHeaders } from "./headers.ts"

/** No name in it leads up. */
const FILE = /^\/_next\/(static\/(?:[\w-]+\/)+[\w.~-]+\.(js|css|woff2))(?:\?|$)/
const TYPES: Record<string, string> = {
  js: "application/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  woff2: "font/woff2",
}

/**
 * @param present the folder of the build that is served · @param former that of the build before, which may be none
 * @returns what answers a request for a file that only the build before has, and says whether it did
 */
export function formerFiles(present: string, former: string | undefined) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const [, file, kind = ""] = FILE.exec(request.url ?? "") ?? []
    if (!former || !file || (request.method !== "GET" && request.method !== "HEAD")) return false
    if (existsSync(join(present, file)) || !existsSync(join(former, file))) return false
    const bytes = readFileSync(join(former, file))
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      ...transportHeaders(config().url),
      "Content-Security-Policy": NO_PAGE,
      "Content-Type": TYPES[kind],
      "Content-Length": bytes.length,
      "Cache-Control": "public, max-age=31536000, immutable",
    })
    response.end(request.method === "HEAD" ? undefined : bytes)
    return true
  }
}
