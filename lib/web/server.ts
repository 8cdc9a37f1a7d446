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
import { hearPeers } from "#lib/base/peers.ts"
import { config } from "#lib/config.ts"
import { noteLastUnits } from "#lib/db/units.ts"
import { forgetHere } from "#lib/forum/remembered.ts"
import { whenParentGoes } from "#lib/launcher/parent.ts"
import { givenSocket } from "#lib/launcher/socket.mjs"
import { drainOf } from "./drain.ts"
import { formerFiles } from "./former-files.ts"
import { keptRoutes } from "./kept-routes.ts"
import { listenAt } from "./listening.ts"
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

const dev = process.argv.includes("--dev")
const { port, host, url, trustedProxies, pageCacheMb } = config()
pageCache(pageCacheMb * 2 ** 20)
hearPeers(({ tags = [], forgotten = [] }) => {
  pageCache().invalidate(tags)
  for (const name of forgotten) forgetHere(name)
})

const dir = fileURLToPath(new URL("../..", import.meta.url))
const dist = join(dir, process.env.STOA_DIST || ".next")
const app = next({ dev, dir, port, hostname: "localhost" })
// It takes a while, in which there is nothing to drain yet.
const prepared = whenParentGoes(() => process.exit(0))
await app.prepare()
prepared()
const handle = app.getRequestHandler()
// next.config.js rewrites "/" to a page that is kept.
const isKept = dev ? () => false : keptRoutes(dist, ["/"])

const answersFormer = formerFiles(
  dist,
  process.env.STOA_FORMER_DIST && join(dir, process.env.STOA_FORMER_DIST),
)
const serve = serving({ handle, isKept, own: ownAddress, url, trustedProxies, dev, remembers: true })
// Next leaves an upgrade that it does not know open, and no time limit holds for it: anybody could keep thousands.
const server = createServer({ shouldUpgradeCallback: () => dev }, (request, response) => {
  if (!answersFormer(request, response)) serve(request, response)
})
server.keepAliveTimeout = KEEP_ALIVE
server.headersTimeout = HEADERS_WITHIN
server.requestTimeout = REQUEST_WITHIN
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken.` : error.code ? error : error.message)
  process.exit(1)
})
const drain = drainOf(server, () => void finish())
listenAt(server, { port, host }, () => process.send?.({ kind: "listening" }))

process.on("SIGTERM", () => drain.end({ lingering: givenSocket() !== undefined }))
process.on("message", (said: { kind?: string }) => said?.kind === "leave" && drain.end({ leaving: true }))
whenParentGoes(() => drain.end())
// Ctrl-C reaches the launcher, too, which then asks us by SIGTERM; it alone knows of a second Ctrl-C.
process.on("SIGINT", () => process.connected || drain.end())

function ownAddress(): string {
  const { address, family } = server.address() as AddressInfo
  if (address === "::" || address === "0.0.0.0") return `http://127.0.0.1:${port}`
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`
}

let finishing = false
/** What was begun beside the answers. Where that hangs, too, the launcher ends us. */
async function finish(): Promise<void> {
  if (finishing) return process.exit(0)
  finishing = true
  await backgroundDone()
  await noteLastUnits()
  process.exit(0)
}
