import { randomBytes } from "node:crypto"
import type { RequestListener } from "node:http"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { answerOf } from "#lib/testing/answers.ts"
import { aBucketToUse } from "#lib/testing/s3.ts"
import type { Asked } from "./event.ts"
import { encodingFor } from "./packing.ts"
import { refusal, type Whole, whole } from "./whole.ts"

const HTML = { "Content-Type": "text/html; charset=utf-8", ETag: '"one"', Vary: "RSC" }
const PAGE = `<p>Über den Wolken ${"boats and geese ".repeat(5_000)}</p>`

const asking = (more: Partial<Asked> = {}): Asked => ({ method: "GET", path: "/", headers: {}, ...more })
const wholeOf = async (listener: RequestListener, asked: Partial<Asked> = {}): Promise<Whole> =>
  whole(await answerOf(listener, asked.method), asking(asked))
const page: RequestListener = (_, response) => response.writeHead(200, HTML).end(PAGE)
const bytesOf = ({ body, isBase64Encoded }: Whole): Buffer =>
  Buffer.from(body, isBase64Encoded ? "base64" : "utf8")

test("a page is packed as the edge takes it, and is the same bytes unpacked", async () => {
  const plain = await wholeOf(page)
  expect(bytesOf(plain).toString()).toBe(PAGE)
  expect(plain.headers).toEqual({
    "content-type": "text/html; charset=utf-8",
    etag: '"one"',
    vary: "RSC, Accept-Encoding",
  })
  for (const [accepts, encoding, unpack] of [
    ["br,gzip", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
  ] as const) {
    const packed = await wholeOf(page, { accepts })
    expect(unpack(bytesOf(packed)).toString()).toBe(PAGE)
    expect(packed.headers).toEqual({ ...plain.headers, etag: 'W/"one"', "content-encoding": encoding })
    expect(bytesOf(packed).length).toBeLessThan(PAGE.length / 50)
  }
})

test("what is packed already, is no text, may not be changed, or is hardly anything, stays as it is", async () => {
  const always = [
    { "Content-Type": "image/webp" },
    { "Content-Type": "text/html", "Content-Encoding": "gzip" },
    { "Content-Type": "text/html", "Cache-Control": "no-transform" },
  ]
  for (const headers of always) {
    const sent = await wholeOf((_, response) => response.writeHead(200, headers).end(PAGE), { accepts: "br" })
    expect([bytesOf(sent).toString() === PAGE, sent.headers.vary]).toEqual([true, undefined])
  }
  const small = await wholeOf((_, response) => response.writeHead(200, HTML).end("x".repeat(999)), {
    accepts: "br",
  })
  expect([bytesOf(small).length, small.headers["content-encoding"]]).toEqual([999, undefined])
  expect(small.headers).toMatchObject({ etag: '"one"', vary: "RSC, Accept-Encoding" })
  const enough = await wholeOf((_, response) => response.writeHead(200, HTML).end("x".repeat(1_000)), {
    accepts: "br",
  })
  expect(enough.headers["content-encoding"]).toBe("br")
})

test.each([
  ["gzip, br", "br"],
  ["br;q=0, GZIP;q=0.5", "gzip"],
  ["br ; q=0.0, gzip;q=0", undefined],
  ["identity", undefined],
  [undefined, undefined],
])("of %s it takes %s", (accepts, encoding) => {
  expect(encodingFor(accepts)).toBe(encoding)
})

test("cookies stay apart from each other, and an answer without a body is one", async () => {
  const sent = await wholeOf((_, response) => {
    response.setHeader("Set-Cookie", ["a=1; Path=/", "b=2; Expires=Sun, 22 Nov 2026 00:00:00 GMT"])
    response.writeHead(303, { Location: "/t/1", "X-Many": ["1", "2"] }).end()
  })
  expect(sent).toEqual({
    statusCode: 303,
    headers: {
      // Of what says nothing of its kind Lambda says that it is JSON.
      "content-type": "text/plain; charset=utf-8",
      ...{ location: "/t/1", "x-many": "1, 2", vary: "Accept-Encoding" },
    },
    cookies: ["a=1; Path=/", "b=2; Expires=Sun, 22 Nov 2026 00:00:00 GMT"],
    ...{ body: "", isBase64Encoded: false },
  })
})

test("who has it already gets no body, but all that is said of it; who asks for the head alone does, too", async () => {
  for (const known of ['"one"', 'W/"one"', '"other", W/"one"', "*"]) {
    const sent = await wholeOf(page, { accepts: "br", known })
    expect([sent.statusCode, sent.body]).toEqual([304, ""])
    // The edge takes over what such an answer says.
    expect(sent.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", etag: '"one"' })
    expect(sent.headers).not.toHaveProperty("content-encoding")
  }
  expect((await wholeOf(page, { known: '"on"' })).statusCode).toBe(200)
  const gone: RequestListener = (_, response) => response.writeHead(410, HTML).end(PAGE)
  expect((await wholeOf(gone, { known: "*" })).statusCode).toBe(410)
  const head = await wholeOf((_, response) => response.writeHead(200, HTML).end(), { method: "HEAD" })
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, "", '"one"'])
})

test("what is too large for a Lambda is laid into the bucket, and fetched from there for some minutes", async () => {
  const bucket = await aBucketToUse()
  const data = randomBytes(20 * 2 ** 20)
  const sent = await wholeOf((_, response) => {
    response.setHeader("Set-Cookie", "a=1")
    response.writeHead(200, {
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="all.zip"',
      "Cache-Control": "public, max-age=31536000",
      "X-Frame-Options": "DENY",
    })
    response.end(data)
  })
  expect(sent).toMatchObject({ statusCode: 303, body: "", cookies: ["a=1"] })
  expect(sent.headers).toMatchObject({ "cache-control": "private, no-store", "x-frame-options": "DENY" })
  expect(sent.headers).not.toHaveProperty("content-disposition")
  const address = new URL(sent.headers.location!)
  expect(address.pathname).toMatch(/\/outgoing\/[0-9a-f-]{36}$/)
  expect(address.searchParams.get("X-Amz-Expires")).toBe("300")
  expect(address.searchParams.get("X-Amz-Signature")).toBeTruthy()
  const [[key, object] = []] = bucket.objects
  expect([key, object?.equals(data)]).toEqual([address.pathname.split("/").slice(2).join("/"), true])
  expect(bucket.said.get(key!)).toEqual({
    "content-type": "application/zip",
    "content-disposition": 'attachment; filename="all.zip"',
  })
  // Never more than a part of it is held, of which all but the last have eight megabytes.
  expect(bucket.asked.filter((one) => one.startsWith("PUT"))).toHaveLength(3)
})

test("a large text goes as it is, packed; only what a form sent has no way", async () => {
  const text: RequestListener = (_, response) => response.writeHead(200, HTML).end("geese ".repeat(2_000_000))
  const sent = await wholeOf(text, { accepts: "gzip" })
  expect([sent.statusCode, gunzipSync(bytesOf(sent)).length]).toEqual([200, 12_000_000])
  await expect(wholeOf(text, { method: "POST" })).rejects.toThrow("POST / (200) is too large for a Lambda")
})

test("an answer that breaks off is none", async () => {
  const broken = wholeOf(
    (_, response) => {
      response.writeHead(200, HTML).write(PAGE)
      setImmediate(() => response.destroy())
    },
    { accepts: "br" },
  )
  await expect(broken).rejects.toThrow()
})

test("a refusal is a sentence that nobody keeps", () => {
  expect(refusal(403, "Come by the edge.")).toMatchObject({
    statusCode: 403,
    headers: { "cache-control": "private, no-store" },
    body: "Come by the edge.",
  })
})
