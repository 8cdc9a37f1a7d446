import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { errorPagesOf, sendErrorPages } from "./error-pages.ts"

let server: Server

async function answerOf(listener: RequestListener, method = "GET"): Promise<Response> {
  server = createServer((request, response) => {
    sendErrorPages(response, async (status) =>
      status === 404 ? { body: Buffer.from("<h1>Nothing</h1>"), policy: "default-src 'none'" } : undefined,
    )
    listener(request, response)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method })
}

afterEach(() => new Promise((done) => server.close(done)))

describe("pages of errors", () => {
  test("take the place of what Next sends", async () => {
    const answer = await answerOf((_, response) => {
      response.statusCode = 404
      response.setHeader("Content-Type", "text/html; charset=utf-8")
      response.setHeader("Content-Length", 5)
      response.flushHeaders()
      response.write("empty")
      response.end()
    })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe("<h1>Nothing</h1>")
    expect(answer.headers.get("content-length")).toBe("16")
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'")
  })

  test("are left out where there is none", async () => {
    const answer = await answerOf((_, response) => {
      response.writeHead(500, { "Content-Type": "text/html" })
      response.write("as ")
      response.end("it was")
    })
    expect([answer.status, await answer.text()]).toEqual([500, "as it was"])
  })

  test("leave other answers alone: pages, and errors that are no pages", async () => {
    const page = await answerOf((_, response) => {
      response.setHeader("Content-Type", "text/html")
      response.end("a page")
    })
    expect([page.status, await page.text()]).toEqual([200, "a page"])
    server.close()
    const data = await answerOf((_, response) => {
      response.writeHead(404, { "Content-Type": "text/x-component" })
      response.end("for the script")
    })
    expect([data.status, await data.text()]).toEqual([404, "for the script"])
  })

  test("have no body for HEAD", async () => {
    const answer = await answerOf((_, response) => {
      response.writeHead(404, { "Content-Type": "text/html" })
      response.end()
    }, "HEAD")
    expect([answer.status, answer.headers.get("content-length")]).toEqual([404, "16"])
  })
})

describe("the pages of the forum", () => {
  test("are asked for once, and say under which number an error is in the log", async () => {
    const asked: string[] = []
    const site = createServer((request, response) => {
      asked.push(request.url!)
      response.writeHead(request.url === "/wrong" ? 200 : 404, { "content-security-policy": "ours" })
      response.end('<h1>Ours</h1><p data-number="true"></p>')
    })
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done))
    const pages = errorPagesOf(() => `http://127.0.0.1:${(site.address() as AddressInfo).port}`)
    for (let time = 0; time < 2; time++) {
      expect((await pages(500, "1234@E99"))?.body.toString()).toContain("1234@E99")
      expect((await pages(404, "1234@E99"))?.body.toString()).not.toContain("1234")
      expect(await pages(503)).toMatchObject({ policy: "ours" })
      expect(await pages(413)).toMatchObject({ policy: "ours" })
      expect(await pages(400)).toMatchObject({ policy: "ours" })
    }
    expect(asked).toEqual(["/wrong", "/_not-found", "/too-large", "/incomplete"])
    await new Promise((done) => site.close(done))
    // Next's own answer is sent where not even these can be had; they are asked for again.
    const none = errorPagesOf(() => "http://127.0.0.1:9")
    expect(await none(500, "1")).toBeUndefined()
  })
})
