/** Forms of other sites are not for us. Next would answer them 500, and lets some pass. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { t } from "#lib/words/t.ts"
import { PRIVATE } from "./headers.ts"

const SAFE = ["GET", "HEAD", "OPTIONS"]

/** Answers 403 to a change that a browser sends for another site. @param url the forum's own address */
export function refusesForeign(request: IncomingMessage, response: ServerResponse, url: string): boolean {
  const { origin, host } = request.headers
  if (SAFE.includes(request.method ?? "GET") || origin === undefined || isOwn(origin, host, url)) return false
  response.writeHead(403, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": PRIVATE,
    Connection: "close",
  })
  response.end(t("web.foreign"))
  return true
}

/** By its configured address, or by the one that the browser itself asked (another name of the same machine). */
function isOwn(origin: string, host: string | undefined, url: string): boolean {
  return origin === url || (URL.canParse(origin) && new URL(origin).host === host)
}
