/** Tells Next with which mark or nonce it shall write its scripts, and the browser which ones may run. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import { contentPolicy, NO_PAGE } from "./content-policy.ts"
import { acceptsGzip, etagOf } from "./front.ts"
import { VARY } from "./headers.ts"
import { hold } from "./held.ts"
import { markedRequest, newMark, POLICY_HEADER, seal, withoutMark } from "./seal.ts"

/**
 * One for all pages that are kept: requests for a page that come at once are answered with the same rendering.
 * It never leaves the process.
 */
const MARK = newMark()

/** Call it before Next. @param isKept whether the page is kept for everybody @returns the mark of this request */
export function allowScripts(
  request: IncomingMessage,
  response: ServerResponse,
  { isKept, dev }: { isKept: boolean; dev: boolean },
): string {
  const mark = isKept ? MARK : newMark()
  request.headers[POLICY_HEADER] = markedRequest(mark)
  addPolicy(response, isKept ? NO_PAGE : contentPolicy({ nonce: mark }, dev))
  if (isKept) sendSealed(request, response)
  return mark
}

/** The policy of an answer that has none yet: that of a page, or the one of what is no page. */
function addPolicy(response: ServerResponse, policy: string): void {
  const { writeHead } = response
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    const given = response.getHeader(POLICY_HEADER)
    // What Next kept with a page it may send twice.
    if (Array.isArray(given)) response.setHeader(POLICY_HEADER, given[0]!)
    // Not modified: what the browser has keeps its policy.
    else if (!given && args[0] !== 304)
      response.setHeader(POLICY_HEADER, typeOf(response).startsWith("text/html") ? policy : NO_PAGE)
    return writeHead.apply(response, args)
  }) as typeof writeHead
}

/** A page that is kept comes whole from Next: it is sealed and packed here. */
function sendSealed(request: IncomingMessage, response: ServerResponse): void {
  const zips = acceptsGzip(request)
  delete request.headers["accept-encoding"]
  const isPage = (): boolean => /^text\/(html|x-component)/.test(typeOf(response))
  hold(response, isPage, (body) => {
    const plain = sealed(response, body.toString())
    response.setHeader("vary", VARY)
    response.setHeader("ETag", etagOf(plain))
    if (request.method === "HEAD" || !zips) return request.method === "HEAD" ? undefined : plain
    response.setHeader("Content-Encoding", "gzip")
    return gzipSync(plain)
  })
}

function sealed(response: ServerResponse, page: string): Buffer {
  const isHtml = typeOf(response).startsWith("text/html")
  // Without the mark it comes from the cache: sealed, and with its policy.
  if (!page.includes(MARK)) return Buffer.from(page)
  if (!isHtml) return Buffer.from(withoutMark(page, MARK))
  const { text, policy } = seal(page, MARK)
  response.setHeader(POLICY_HEADER, policy)
  return Buffer.from(text)
}

function typeOf(response: ServerResponse): string {
  return String(response.getHeader("content-type") ?? "")
}
