import { PassThrough, type Writable } from "node:stream"
import { text } from "node:stream/consumers"
import { expect, test } from "vitest"
import { answerOf } from "#lib/testing/answers.ts"
import type { Asked } from "./event.ts"
import { type LambdaRuntime, stream } from "./streamed.ts"

const ASKED: Asked = { method: "GET", path: "/", headers: {}, accepts: "br" }

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
  await stream(runtime(told), out, answer, ASKED)
  expect(seen).toEqual(["first", " and last"])
  expect(told.prelude).toEqual({
    statusCode: 201,
    headers: { "content-type": "text/html", "x-many": "1, 2" },
    cookies: ["a=1; Path=/", "b=2"],
  })
})

test("an answer without a body gets a line's end: Lambda would not end it", async () => {
  const answer = await answerOf((_request, response) => response.writeHead(204).end())
  const told: { prelude?: object } = {}
  const out = new PassThrough()
  const seen = text(out)
  await stream(runtime(told), out, answer, ASKED)
  const headers = { "content-type": "text/plain; charset=utf-8" }
  expect([await seen, told.prelude]).toEqual(["\n", { statusCode: 204, headers, cookies: [] }])
})

test("who has it already is told so, and nothing is packed", async () => {
  const answer = () =>
    answerOf((_request, response) => response.setHeader("ETag", '"1"').end("x".repeat(5_000)))
  const [told, out] = [{} as { prelude?: object }, new PassThrough()]
  const seen = text(out)
  await stream(runtime(told), out, await answer(), { ...ASKED, known: 'W/"1"' })
  expect([await seen, told.prelude]).toMatchObject(["\n", { statusCode: 304, headers: { etag: '"1"' } }])
  const again = new PassThrough()
  const whole = text(again)
  await stream(runtime(told), again, await answer(), { ...ASKED, known: '"2"' })
  expect([(await whole).length, told.prelude]).toMatchObject([5_000, { statusCode: 200 }])
  expect(told.prelude).not.toHaveProperty("headers.content-encoding")
})
