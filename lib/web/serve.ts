/**
 * What stands before Next wherever it runs: behind the page cache of the web process (server.ts), or in a Lambda
 * (lib/aws/wrapper.ts). Every promise about addresses, forms, bodies, headers and pages of errors is kept here.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { t } from "#lib/words/t.ts"
import { allowScripts } from "./allow-scripts.ts"
import { refusesBody } from "./body-limit.ts"
import { GONE_HEADER } from "./cache-handler.ts"
import { clientAddress } from "./client-address.ts"
import { NO_PAGE } from "./content-policy.ts"
import { errorPagesOf, isErrorPath, sendErrorPages } from "./error-pages.ts"
import { refusesForeign } from "./foreign.ts"
import { answer, learn, plainPath } from "./front.ts"
import { PRIVATE, PUBLIC, SECURITY_HEADERS, transportHeaders } from "./headers.ts"
import { answersLook } from "./look-files.ts"
import { type Trace, trace } from "./trace.ts"
import { answersUpload } from "./uploads.ts"
import { isWellFormed } from "./well-formed.ts"

export type Serving = {
  /** Next. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Whether an address leads to a page that is the same for everybody. */
  isKept: (url: string) => boolean
  /** Where this server is reached by itself. */
  own: () => string
  /** The forum's address, as the configuration has it. */
  url: string
  /** How many proxies in front of us are ours. */
  trustedProxies: number
  dev?: boolean
  /** Whether pages are answered from the memory of this process; where many serve, the edge keeps them. */
  remembers: boolean
}

/** @returns what answers a request */
export function serving({ handle, isKept, own, url, trustedProxies, dev = false, remembers }: Serving) {
  const guards = { ...SECURITY_HEADERS, ...transportHeaders(url) }
  const errorPage = errorPagesOf(own)

  return function serve(request: IncomingMessage, response: ServerResponse): void {
    if (!isWellFormed(request.url ?? "/")) {
      void refuse(request, response)
      return
    }
    if (answersUpload(request, response) || answersLook(request, response)) return
    const path = dev ? undefined : plainPath(request)
    if (remembers && path !== undefined && answer(path, request, response)) return
    if (refusesForeign(request, response, url) || refusesBody(request, response, () => errorPage(413))) return
    const found: Trace = { begun: Date.now() }
    guard(request, response, path !== undefined, found)
    const isPublic = (request.method === "GET" || request.method === "HEAD") && isKept(request.url ?? "/")
    found.mark = allowScripts(request, response, { isKept: isPublic, dev })
    if (!isErrorPath(request.url) && !dev)
      sendErrorPages(response, (status) => errorPage(status, found.number))
    if (remembers && path !== undefined) response.on("finish", () => learn(path, response, found))
    trace
      .run(found, () => handle(request, response))
      .catch((error) => {
        console.error(error)
        response.destroy()
      })
  }

  /** People are shown a page, programs are told a sentence. */
  async function refuse({ headers, method }: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = /text\/html/.test(headers.accept ?? "") ? await errorPage(400) : undefined
    response.writeHead(400, {
      ...guards,
      "Content-Security-Policy": page?.policy ?? NO_PAGE,
      "Cache-Control": PRIVATE,
      "Content-Type": `text/${page ? "html" : "plain"}; charset=utf-8`,
    })
    response.end(method === "HEAD" ? undefined : (page?.body ?? t("web.address-incomplete")))
  }

  /** What holds for every answer of Next, whatever page made it. */
  function guard(request: IncomingMessage, response: ServerResponse, isPlain: boolean, found: Trace): void {
    request.headers["x-forwarded-for"] = clientAddress(
      request.headers,
      request.socket.remoteAddress,
      trustedProxies,
    )
    if (trustedProxies === 0) {
      // Nobody in front of us speaks for the client, so only the Host that it really asked counts.
      delete request.headers["x-forwarded-host"]
      delete request.headers["x-forwarded-proto"]
      delete request.headers["x-forwarded-port"]
    }
    const send = response.writeHead
    response.writeHead = ((...args: Parameters<typeof send>) => {
      for (const [name, value] of Object.entries(guards)) response.setHeader(name, value)
      // What the router asks for keeps its status: it would ask again for the whole page.
      if (found.retryAfter && args[0] === 200 && isPlain) {
        args[0] = 429
        response.setHeader("Retry-After", found.retryAfter)
      }
      const isGone = found.gone || response.hasHeader(GONE_HEADER)
      if (isGone && args[0] === 200 && isPlain) args[0] = 410
      // For good, in the word that all programs know: w3m and old feed readers stop at a 308, whose page is empty.
      if (args[0] === 308 && isPlain) args[0] = 301
      response.removeHeader(GONE_HEADER)
      const status = args[0]
      // Next names the place of a redirect that it kept twice.
      const place = response.getHeader("location")
      if (Array.isArray(place)) response.setHeader("Location", place[0]!)
      const kept = String(response.getHeader("cache-control") ?? "")
      const isPassing = status === 302 || status === 303 || status === 307
      if (status >= 400 || isPassing) response.setHeader("Cache-Control", PRIVATE)
      // What the router asked for has the page's address: a CDN that ignores Vary would show it to readers.
      else if (kept.startsWith("s-maxage")) response.setHeader("Cache-Control", isPlain ? PUBLIC : PRIVATE)
      return send.apply(response, args)
    }) as typeof send
  }
}
