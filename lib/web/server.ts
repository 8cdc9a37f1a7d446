/**
 * The web process: Next behind the page cache. Started by the launcher; `npm run dev` passes --dev.
 * Tells its parent when it listens, drains on SIGTERM, and goes with its parent.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import next from "next"
import { backgroundDone } from "#lib/base/background.ts"
import { config } from "#lib/config.ts"
import { noteLastUnits } from "#lib/db/units.ts"
import { whenParentGoes } from "#lib/launcher/parent.ts"
import { keptRoutes } from "./kept-routes.ts"
import { pageCache } from "./page-cache.ts"
import { serving } from "./serve.ts"

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

const dir = fileURLToPath(new URL("../..", import.meta.url))
const app = next({ dev, dir, port, hostname: "localhost" })
// It takes a while, in which there is nothing to drain yet.
const prepared = whenParentGoes(() => process.exit(0))
await app.prepare()
prepared()
const handle = app.getRequestHandler()
// next.config.js rewrites "/" to a page that is kept.
const isKept = dev ? () => false : keptRoutes(join(dir, process.env.STOA_DIST || ".next"), ["/"])

const serve = serving({ handle, isKept, own: ownAddress, url, trustedProxies, dev, remembers: true })
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
