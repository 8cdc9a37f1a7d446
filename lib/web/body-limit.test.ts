import { once } from "node:events"
import { createServer, request as send } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { MAX_BODY_BYTES, refusesBody } from "./body-limit.ts"

const PAGE = { body: Buffer.from("<h1>This is too large</h1>"), policy: "script-src 'none'" }
const server = createServer((request, response) => {
  if (!refusesBody(request, response, async () => PAGE)) response.end("taken")
})
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"))
afterAll(() => server.close())

/** Sends so much, or only says that it will. @returns what came back, and how much had gone out by then */
async function answerTo(headers: Record<string, string>, bytes: number, says = bytes) {
  const { port } = server.address() as AddressInfo
  const asked = send({ port, method: "POST", headers: { ...headers, "content-length": String(says) } })
  asked.on("error", () => {})
  asked.write(Buffer.alloc(bytes, "x"))
  const [answer] = await once(asked, "response")
  const text = (await answer.setEncoding("utf8").toArray()).join("")
  asked.destroy()
  return { status: answer.statusCode, headers: answer.headers, text }
}

const GUEST = { accept: "text/html,*/*;q=0.8", "content-type": "application/x-www-form-urlencoded" }
const BROWSER = { ...GUEST, cookie: "__Secure-stoa-session=x" }

test("a member whose browser sends too much is shown a page when all of it has come", async () => {
  const { status, headers, text } = await answerTo(BROWSER, MAX_BODY_BYTES + 1)
  expect(status).toBe(413)
  expect(text).toBe("<h1>This is too large</h1>")
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "script-src 'none'",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  })
})

test("programs, guests, and whoever would send for minutes, are told at once and in a sentence", async () => {
  const program = await answerTo({ accept: "*/*" }, 10, MAX_BODY_BYTES + 1)
  const forMinutes = await answerTo(BROWSER, 10, 256 * 2 ** 20 + 1)
  const guest = await answerTo(GUEST, 10, MAX_BODY_BYTES + 1)
  for (const { status, headers, text } of [program, forMinutes, guest]) {
    expect([status, text]).toEqual([413, "This is too large: at most 4 MB."])
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8")
  }
})

test("what is not too large goes on", async () => {
  expect((await answerTo(BROWSER, 10)).text).toBe("taken")
})
