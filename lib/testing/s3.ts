/** An S3 of this process, as far as uploads speak to one: put, get, list, delete many. */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"

export type PretendedS3 = { url: string; objects: Map<string, Buffer>; asked: string[]; close(): void }

/** @param most names on one list */
export async function pretendedS3({ most = 1000 } = {}): Promise<PretendedS3> {
  const objects = new Map<string, Buffer>()
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
    if (request.method === "PUT") {
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
  return { url: `http://127.0.0.1:${port}`, objects, asked, close: () => void server.close() }
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
