import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, request, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { formerFiles } from "./former-files.ts"

const folder = mkdtempSync(join(tmpdir(), "stoa-former-"))
let server: Server
beforeAll(async () => {
  for (const [dist, name] of [
    ["present", "static/chunks/both.js"],
    ["former", "static/chunks/both.js"],
    ["former", "static/chunks/old.js"],
    ["former", "static/chunks/old.css"],
    ["former", "server/secret.js"],
  ] as const) {
    mkdirSync(join(folder, dist, name, ".."), { recursive: true })
    writeFileSync(join(folder, dist, name), `${dist} ${name}`)
  }
  const answers = formerFiles(join(folder, "present"), join(folder, "former"))
  server = createServer((asked, response) => {
    if (!answers(asked, response)) response.writeHead(404).end("next")
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** As it is typed: fetch would make another address of some. */
function ask(
  path: string,
  method = "GET",
): Promise<{ status?: number; text: string; cache?: string; type?: string }> {
  const { port } = server.address() as AddressInfo
  return new Promise((done, fail) => {
    const sent = request({ host: "127.0.0.1", port, path, method, agent: false }, async (answer) => {
      let text = ""
      for await (const chunk of answer) text += chunk
      const { "cache-control": cache, "content-type": type } = answer.headers
      done({ status: answer.statusCode, text, cache, type })
    })
    sent.on("error", fail).end()
  })
}

test("what only the build before has is sent as it was, for good", async () => {
  expect(await ask("/_next/static/chunks/old.js?dpl=1")).toEqual({
    status: 200,
    text: "former static/chunks/old.js",
    cache: "public, max-age=31536000, immutable",
    type: "application/javascript; charset=utf-8",
  })
  expect(await ask("/_next/static/chunks/old.css", "HEAD")).toMatchObject({ status: 200, text: "" })
})

test("what this build has, what is no such file and what leads elsewhere is Next's to answer", async () => {
  const paths = [
    ...["/_next/static/chunks/both.js", "/_next/static/chunks/gone.js", "/_next/server/secret.js", "/"],
    ...["/_next/static/../server/secret.js", "/_next/static/chunks/../../server/secret.js"],
    ...["/_next/static/chunks/..%2f..%2fserver/secret.js", "/_next/static/chunks/%2e%2e/old.js"],
  ]
  for (const path of paths) expect(await ask(path), path).toMatchObject({ status: 404 })
  expect(await ask("/_next/static/chunks/old.js", "POST")).toMatchObject({ status: 404 })
})
