/** A bucket for tests: as much of S3 as one that keeps, gives and deletes objects needs. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"

export type Bucket = { endpoint: string; objects: Map<string, Buffer>; stop(): Promise<void> }

export async function aBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    // Path style: /bucket/key
    const key = decodeURIComponent((request.url ?? "").split("?")[0]!)
    if (request.method === "PUT") objects.set(key, await buffer(request))
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
