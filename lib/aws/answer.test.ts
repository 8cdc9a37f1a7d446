import { createServer, get, type IncomingMessage, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { PassThrough, type Writable } from "node:stream"
import { text } from "node:stream/consumers"
import { afterEach, expect, test } from "vitest"
import { type LambdaRuntime, stream } from "./answer.ts"

let server: Server
afterEach(() => new Promise((done) => server.close(done)))

async function answerOf(listener: RequestListener): Promise<IncomingMessage> {
  server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  return new Promise((done) => get({ port, host: "127.0.0.1", agent: false }, done))
}

/** The runtime, telling what it is given. */
function runtime(told: { prelude?: object }): LambdaRuntime {
  return {
    streamifyResponse: (handler) => handler,
    HttpResponseStream: {
      from(out: Writable, prelude) {
        told.prelude = prelude
        return out
      },
    },
  }
}

test("an answer is streamed: what was written first arrives before the rest is made", async () => {
  let goOn = (): void => {}
  const answer = await answerOf((_request, response) => {
    response.setHeader("Set-Cookie", ["a=1; Path=/", "b=2"])
    response.writeHead(201, { "Content-Type": "text/html", "X-Many": ["1", "2"] })
    response.write("first")
    goOn = () => response.end(" and last")
  })
  const told: { prelude?: object } = {}
  const out = new PassThrough()
  const seen: string[] = []
  out.on("data", (piece) => {
    seen.push(String(piece))
    goOn()
  })
  await stream(runtime(told), out, answer)
  expect(seen).toEqual(["first", " and last"])
  expect(told.prelude).toEqual({
    statusCode: 201,
    headers: { "content-type": "text/html", "x-many": "1, 2" },
    cookies: ["a=1; Path=/", "b=2"],
  })
})

test("an answer without a body gets a line's end: Lambda would not end it", async () => {
  const answer = await answerOf((_request, response) => response.writeHead(304).end())
  const told: { prelude?: object } = {}
  const out = new PassThrough()
  const seen = text(out)
  await stream(runtime(told), out, answer)
  expect([await seen, told.prelude]).toEqual(["\n", { statusCode: 304, headers: {}, cookies: [] }])
})
