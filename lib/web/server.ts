/**
 * The web process: Next behind the page cache. Started by the launcher; `npm run dev` passes --dev.
 * Tells its parent when it listens, drains on SIGTERM, and goes with its parent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import next from "next"
import { backgroundDone } from "#lib/base/background.ts"
import { config } from "#lib/config.ts"
import { noteLastUnits } from "#lib/db/units.ts"
import { whenParentGoes } from "#lib/launcher/parent.ts"
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
import { keptRoutes } from "./kept-routes.ts"
import { answersLook } from "./look-files.ts"
import { pageCache } from "./page-cache.ts"
import { type Trace, trace } from "./trace.ts"
import { answersUpload } from "./uploads.ts"
import { isWellFormed } from "./well-formed.ts"

/** Longer than a proxy in front keeps its connections, so that it never sends into one just closed. */
const KEEP_ALIVE = 75_000
/**
 * A request's headers, and a whole request, must have arrived by then: slow ones hold no connection for long. The
 * largest picture takes a minute and a half on a slow telephone.
 */
const HEADERS_WITHIN = 15_000
const REQUEST_WITHIN = 120_000
/** How long running requests get when the process is asked to end. */
const DRAIN = 10_000

const dev = process.argv.includes("--dev")
const { port, host, url, trustedProxies, pageCacheMb } = config()
pageCache(pageCacheMb * 2 ** 20)
const GUARDS = { ...SECURITY_HEADERS, ...transportHeaders(url) }

const dir = fileURLToPath(new URL("../..", import.meta.url))
const app = next({ dev, dir, port, hostname: "localhost" })
// It takes a while, in which there is nothing to drain yet.
const prepared = whenParentGoes(() => process.exit(0))
await app.prepare()
prepared()
const handle = app.getRequestHandler()
const errorPage = errorPagesOf(ownAddress)
// next.config.js rewrites "/" to a page that is kept.
const isKept = dev ? () => false : keptRoutes(join(dir, process.env.STOA_DIST || ".next"), ["/"])

// Next leaves an upgrade that it does not know open, and no time limit holds for it: anybody could keep thousands.
const server = createServer({ shouldUpgradeCallback: () => dev }, serve)
server.keepAliveTimeout = KEEP_ALIVE
server.headersTimeout = HEADERS_WITHIN
server.requestTimeout = REQUEST_WITHIN
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken.` : error)
  process.exit(1)
})
server.listen(port, host, () => process.send?.({ kind: "listening" }))

process.on("SIGTERM", stop)
whenParentGoes(stop)
// Ctrl-C reaches the launcher, too, which then asks us by SIGTERM; it alone knows of a second Ctrl-C.
process.on("SIGINT", () => process.connected || stop())

function serve(request: IncomingMessage, response: ServerResponse): void {
  if (!isWellFormed(request.url ?? "/")) {
    void refuse(request, response)
    return
  }
  if (answersUpload(request, response) || answersLook(request, response)) return
  const path = dev ? undefined : plainPath(request)
  if (path !== undefined && answer(path, request, response)) return
  if (refusesForeign(request, response, url) || refusesBody(request, response, () => errorPage(413))) return
  const found: Trace = {}
  guard(request, response, path !== undefined, found)
  const isPublic = (request.method === "GET" || request.method === "HEAD") && isKept(request.url ?? "/")
  found.mark = allowScripts(request, response, { isKept: isPublic, dev })
  if (!isErrorPath(request.url) && !dev) sendErrorPages(response, (status) => errorPage(status, found.number))
  if (path !== undefined) response.on("finish", () => learn(path, response, found))
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
    ...GUARDS,
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
    for (const [name, value] of Object.entries(GUARDS)) response.setHeader(name, value)
    // What the router asks for keeps its status: it would ask again for the whole page.
    if (found.retryAfter && args[0] === 200 && isPlain) {
      args[0] = 429
      response.setHeader("Retry-After", found.retryAfter)
    }
    if (found.gone && args[0] === 200 && isPlain) args[0] = 410
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

function ownAddress(): string {
  const { address, family } = server.address() as AddressInfo
  if (address === "::" || address === "0.0.0.0") return `http://127.0.0.1:${port}`
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`
}

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  server.close(() =>
    backgroundDone()
      .then(noteLastUnits)
      .then(() => process.exit(0)),
  )
  // Connections that are kept alive become idle one by one, as their requests end.
  setInterval(() => server.closeIdleConnections(), 50)
  setTimeout(() => process.exit(0), DRAIN).unref()
}
