/** An S3 of this process, as far as uploads speak to one: put, get, list, delete many. */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { forgetS3 } from "#lib/uploads/s3-store.ts"
import { multipart, type Said } from "./multipart.ts"

export type PretendedS3 = {
  url: string
  objects: Map<string, Buffer>
  /** How what came in parts is to be sent. */
  said: Map<string, Said>
  asked: string[]
  close(): void
}

/** @param most names on one list */
export async function pretendedS3({ most = 1000 } = {}): Promise<PretendedS3> {
  const objects = new Map<string, Buffer>()
  const said = new Map<string, Said>()
  const inParts = multipart(objects, said)
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://s3")
    // "/bucket/key"
    const key = decodeURIComponent(url.pathname.split("/").slice(2).join("/"))
    const body = await all(request)
    asked.push(`${request.method} ${key || [...url.searchParams.keys()].find((one) => one !== "x-id")}`)
    const xml = (status: number, text: string): void => {
      response.writeHead(status, { "Content-Type": "application/xml" }).end(text)
    }
    const { method, headers } = request
    const part = inParts({ method, headers, key, search: url.searchParams, body: unchunked(request, body) })
    if (part) {
      if (part.etag) response.setHeader("ETag", part.etag)
      xml(200, part.xml)
    } else if (request.method === "PUT") {
      objects.set(key, unchunked(request, body))
      response.end()
    } else if (request.method === "GET" && key) {
      const found = objects.get(key)
      if (found) response.end(found)
      else xml(404, "<Error><Code>NoSuchKey</Code><Message>no</Message></Error>")
    } else if (request.method === "GET") {
      const prefix = url.searchParams.get("prefix") ?? ""
      const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort()
      const items = names.slice(0, most).map((name) => `<Contents><Key>${name}</Key></Contents>`)
      const more = names.length > most
      xml(200, `<ListBucketResult><IsTruncated>${more}</IsTruncated>${items.join("")}</ListBucketResult>`)
    } else if (request.method === "POST" && url.searchParams.has("delete")) {
      for (const [, name] of body.toString().matchAll(/<Key>([^<]+)<\/Key>/g)) objects.delete(name!)
      xml(200, "<DeleteResult></DeleteResult>")
    } else if (request.method === "DELETE") {
      objects.delete(key)
      response.writeHead(204).end()
    } else if (request.method === "POST") {
      const form = await new Response(new Uint8Array(body), {
        headers: { "Content-Type": type(request) },
      }).formData()
      const sent = Buffer.from(await (form.get("file") as File).arrayBuffer())
      // As S3 holds a form against what was signed.
      const { conditions } = JSON.parse(Buffer.from(String(form.get("Policy")), "base64").toString())
      const [, least, most] = conditions.find((one: unknown[]) => one[0] === "content-length-range")
      const signed = conditions.some((one: { key?: string }) => one.key === form.get("key"))
      if (!signed) return xml(403, "<Error><Code>AccessDenied</Code></Error>")
      if (sent.length < least || sent.length > most)
        return xml(400, "<Error><Code>EntityTooLarge</Code></Error>")
      objects.set(String(form.get("key")), sent)
      response.writeHead(204).end()
    } else xml(400, "<Error><Code>Unknown</Code></Error>")
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, objects, said, asked, close: () => void server.close() }
}

/** One that the forum of this process uses, until the test is over. */
export async function aBucketToUse(): Promise<PretendedS3> {
  const s3 = await pretendedS3()
  const env = { AWS_ENDPOINT_URL_S3: s3.url, AWS_REGION: "eu-central-1", UPLOADS_BUCKET: "forum-uploads" }
  const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" }
  for (const [name, value] of Object.entries({ ...env, ...keys })) vi.stubEnv(name, value)
  const anew = (): void => {
    forgetConfig()
    forgetS3()
  }
  anew()
  onTestFinished(() => {
    vi.unstubAllEnvs()
    anew()
    s3.close()
  })
  return s3
}

const type = ({ headers }: IncomingMessage): string => headers["content-type"] ?? ""

async function all(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** The SDK may send a body in pieces with their lengths, and a checksum behind. */
function unchunked({ headers }: IncomingMessage, body: Buffer): Buffer {
  if (!/aws-chunked/.test(String(headers["content-encoding"]))) return body
  const pieces: Buffer[] = []
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at)
    const length = Number.parseInt(body.subarray(at, end).toString(), 16)
    if (!length) return Buffer.concat(pieces)
    pieces.push(body.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
}
