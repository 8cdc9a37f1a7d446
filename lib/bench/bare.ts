/** The yardstick: node:http that sends given bytes, in a process of its own. */
import { type ChildProcess, fork } from "node:child_process"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { freePort } from "#lib/launcher/preflight.ts"

type Order = { port: number; body: string }

/** Starts a server that answers every request with `body`. */
export async function startBare(body: string): Promise<{ url: string; stop(): void }> {
  const port = await freePort()
  const child: ChildProcess = fork(fileURLToPath(import.meta.url))
  child.send({ port, body } satisfies Order)
  await new Promise((done) => child.once("message", done))
  return { url: `http://localhost:${port}`, stop: () => void child.kill() }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once("message", ({ port, body }: Order) => {
    const bytes = Buffer.from(body)
    const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Length": bytes.length }
    createServer((_, response) => response.writeHead(200, headers).end(bytes)).listen(port, () =>
      process.send?.("listens"),
    )
  })
}
