import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { MAX_TAG, nameTag } from "#lib/base/cache-tags.ts"
import { forgetConfig } from "#lib/config.ts"
import { writeRunFile } from "#lib/launcher/run-file.ts"
import { tellWeb } from "./tell-web.ts"
import { isAuthorized } from "./token.ts"

const folder = mkdtempSync(join(tmpdir(), "stoa-tell-"))
let told: { tags: string[]; authorized: boolean }[] = []
let status = 200
/** The web server, as far as it is told. */
const server: Server = createServer((request, response) => {
  let body = ""
  request.on("data", (chunk) => {
    body += chunk
  })
  request.on("end", () => {
    const authorized = isAuthorized(request.headers.authorization ?? null, "revalidate")
    told.push({ tags: JSON.parse(body).tags, authorized })
    response.writeHead(status).end()
  })
})

beforeAll(async () => {
  vi.stubEnv("STOA_DATA", folder)
  forgetConfig()
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  writeRunFile(folder, { pid: 1, startedAt: "", web: { pid: 1, address: `http://127.0.0.1:${port}` } })
})
beforeEach(() => {
  told = []
  status = 200
})
afterAll(() => {
  server.close()
  vi.unstubAllEnvs()
  forgetConfig()
  rmSync(folder, { recursive: true })
})

test("the web server of the data folder is told each tag once, by who knows the forum's secret", async () => {
  expect(await tellWeb(["home", "topic:1", "home"])).toBe(true)
  expect(told).toEqual([{ tags: ["home", "topic:1"], authorized: true }])
})

test("a tag that no page can carry does not keep the others from being told", async () => {
  const endless = nameTag("x".repeat(MAX_TAG))
  expect(await tellWeb(["home", endless])).toBe(true)
  expect(told.map(({ tags }) => tags)).toEqual([["home"]])
})

test("many tags are told in several requests", async () => {
  await tellWeb(Array.from({ length: 12_000 }, (_, n) => `topic:${n}`))
  expect(told.map(({ tags }) => tags.length)).toEqual([5_000, 5_000, 2_000])
})

test("a web server that refuses was not told", async () => {
  status = 503
  await expect(tellWeb(["home"])).rejects.toThrow("503")
})
