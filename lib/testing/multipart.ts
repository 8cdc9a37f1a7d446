/** An object that comes to a pretended S3 in parts: they are put together when all are there. */
import type { IncomingHttpHeaders } from "node:http"

type Asked = {
  method?: string
  key: string
  search: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

/** What S3 keeps of how an object is to be sent. */
export type Said = Record<string, string>
const SAID = ["content-type", "content-disposition", "content-encoding"]

/** @param objects where what is whole is put @returns what answers such requests, and nothing of others */
export function multipart(objects: { set(key: string, bytes: Buffer): unknown }, said?: Map<string, Said>) {
  const parts = new Map<string, Buffer[]>()
  return ({ method, key, search, headers, body }: Asked): { xml: string; etag?: string } | undefined => {
    const id = search.get("uploadId") ?? ""
    if (method === "POST" && search.has("uploads")) {
      parts.set(key, [])
      const of = SAID.filter((name) => headers[name]).map((name) => [name, String(headers[name])])
      said?.set(key, Object.fromEntries(of))
      const inside = `<Key>${key}</Key><UploadId>${key}</UploadId>`
      return { xml: `<InitiateMultipartUploadResult>${inside}</InitiateMultipartUploadResult>` }
    }
    const held = parts.get(id)
    if (!held) return undefined
    if (method === "PUT") {
      held[Number(search.get("partNumber")) - 1] = body
      return { xml: "", etag: `"${search.get("partNumber")}"` }
    }
    const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, n]) => Number(n))
    objects.set(key, Buffer.concat(named.map((n) => held[n - 1]!)))
    parts.delete(id)
    return { xml: `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>` }
  }
}
