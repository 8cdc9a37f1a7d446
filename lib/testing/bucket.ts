/** A bucket for tests: as much of S3 as one that keeps, gives and deletes objects, and takes them in parts, needs. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { multipart } from "./multipart.ts"

export type Bucket = { endpoint: string; objects: Map<string, Buffer>; stop(): Promise<void> }

export async function aBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>()
  const inParts = multipart(objects)
  const server = createServer(async (request, response) => {
    // Path style: /bucket/key
    const [path = "", search] = (request.url ?? "").split("?")
    const key = decodeURIComponent(path)
    const { method, headers } = request
    const body = await buffer(request)
    const part = inParts({ method, headers, key, search: new URLSearchParams(search), body })
    if (part) {
      if (part.etag) response.setHeader("ETag", part.etag)
      response.writeHead(200, { "Content-Type": "application/xml" }).end(part.xml)
      return
    }
    if (request.method === "PUT") objects.set(key, body)
    if (request.method === "DELETE") objects.delete(key)
    const found = objects.get(key)
    if (request.method === "GET" && !found) {
      response.writeHead(404, { "Content-Type": "application/xml" })
      response.end(
        `<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>No such key.</Message></Error>`,
      )
      return
    }
    response.writeHead(request.method === "DELETE" ? 204 : 200)
    response.end(request.method === "GET" ? found : undefined)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
