/** A small web process, started by lib/launcher/web.test.ts as the launcher starts the forum's: it keeps and adds up one page. */
import { appendFileSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import { sleep } from "#lib/base/clock.ts"
import { hearPeers } from "#lib/base/peers.ts"
import { whenParentGoes } from "#lib/launcher/parent.ts"
import { givenSocket } from "#lib/launcher/socket.mjs"
import CacheHandler from "#lib/web/cache-handler.ts"
import { drainOf } from "#lib/web/drain.ts"
import { listenAt } from "#lib/web/listening.ts"
import { pageCache } from "#lib/web/page-cache.ts"

const { LINES, PORT, BROKEN } = process.env
if (BROKEN) process.exit(3)
hearPeers(({ tags = [] }) => pageCache().invalidate(tags))

const server = createServer(async (request, response) => {
  response.setHeader("x-pid", process.pid)
  if (request.method === "POST") {
    for await (const _ of request);
    appendFileSync(LINES!, `${request.url!.slice(1)}\n`)
    // As long as a reply is under way.
    await sleep(5)
    await new CacheHandler().revalidateTag("lines")
    response.end("written")
    return
  }
  const kept = pageCache().get("lines")
  const text = (kept?.value as string | undefined) ?? readFileSync(LINES!, "utf8")
  if (!kept) pageCache().set("lines", { value: text, tags: ["lines"], bytes: text.length })
  response.end(text)
})
const drain = drainOf(server, () => process.exit(0))
listenAt(server, { port: Number(PORT), host: "127.0.0.1" }, () => process.send?.({ kind: "listening" }))
process.on("SIGTERM", () => drain.end({ lingering: givenSocket() !== undefined }))
whenParentGoes(() => drain.end())
process.on("message", (said: { kind?: string }) => said?.kind === "leave" && drain.end({ leaving: true }))
