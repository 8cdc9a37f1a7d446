/** An answer of HTTP as it comes over the loopback: what a Lambda hands on. */
import { createServer, get, type IncomingMessage, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"

/** @param listener answers the one request */
export async function answerOf(listener: RequestListener, method = "GET"): Promise<IncomingMessage> {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  onTestFinished(() => new Promise((done) => void server.close(() => done())))
  const { port } = server.address() as AddressInfo
  return new Promise((done) => get({ port, host: "127.0.0.1", agent: false, method }, done))
}
