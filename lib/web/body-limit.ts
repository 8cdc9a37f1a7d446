/** How much a request may bring along: nobody can fill the memory of the process. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { t } from "#lib/words/t.ts"
import { PRIVATE } from "./headers.ts"

/** As much as Next takes for a server action (next.config.js): beyond it Next would answer 500. */
export const MAX_BODY_BYTES = 4 * 2 ** 20

/** Answers 413 to a body that is too large by its own word; one that does not say is cut off when it is. */
export function refusesBody(request: IncomingMessage, response: ServerResponse): boolean {
  const length = Number(request.headers["content-length"] ?? 0)
  if (length > MAX_BODY_BYTES) {
    response.writeHead(413, { "Content-Type": "text/plain", "Cache-Control": PRIVATE, Connection: "close" })
    response.end(t("web.too-large", { megabytes: MAX_BODY_BYTES / 2 ** 20 }))
    return true
  }
  if (request.headers["transfer-encoding"] !== undefined) cutOff(request)
  return false
}

function cutOff(request: IncomingMessage): void {
  const push = request.push
  let seen = 0
  request.push = (chunk, encoding) => {
    seen += chunk?.length ?? 0
    if (seen <= MAX_BODY_BYTES) return push.call(request, chunk, encoding)
    request.destroy()
    return false
  }
}
