/** How a Lambda gives an answer as a whole: packed, and what is too large for it from the bucket (ADR 370). */
import type { IncomingMessage } from "node:http"
import { layDown } from "#lib/uploads/outgoing.ts"
import { PRIVATE } from "#lib/web/headers.ts"
import type { Asked } from "./event.ts"
import { type Head, headOf } from "./head.ts"
import { packed } from "./packing.ts"
import { joined, type Pieces, taken } from "./pieces.ts"

/** Amazon's payload format 2.0. */
export type Whole = Head & { body: string; isBase64Encoded: boolean }

/** Lambda takes six megabytes, with all that stands around it, and Base64 makes four bytes of three. */
const MOST = 4_400_000

export async function whole(answer: IncomingMessage, asked: Asked): Promise<Whole> {
  const head = headOf(answer, asked)
  const all = answer[Symbol.asyncIterator]() as Pieces
  if (asked.method === "HEAD" || head.statusCode === 204 || head.statusCode === 304) {
    // Read to its end nevertheless: what is kept of it is kept by then.
    await taken(all, Number.POSITIVE_INFINITY)
    return { ...head, body: "", isBase64Encoded: false }
  }
  const { headers, pieces } = await packed({ headers: head.headers, pieces: all }, asked.accepts)
  const { bytes, isAll } = await taken(pieces, MOST)
  if (isAll && bytes.length <= MOST)
    return { ...head, headers, body: bytes.toString("base64"), isBase64Encoded: bytes.length > 0 }
  return elsewhere({ ...head, headers }, joined(bytes, pieces), asked)
}

/** Only who may see it was answered so far, so whoever has the address may have it, for some minutes. */
async function elsewhere(head: Head, pieces: AsyncIterable<Buffer>, asked: Asked): Promise<Whole> {
  if (asked.method !== "GET" || head.statusCode !== 200)
    throw new Error(`${asked.method} ${asked.path} (${head.statusCode}) is too large for a Lambda to answer.`)
  const { etag: _, vary: __, ...headers } = head.headers
  const said: Record<string, string> = {}
  for (const name of ["content-type", "content-disposition", "content-encoding"]) {
    if (headers[name]) said[name] = headers[name]
    delete headers[name]
  }
  const location = await layDown(pieces, said)
  const more = { location, "cache-control": PRIVATE, "content-type": "text/plain; charset=utf-8" }
  return { ...head, statusCode: 303, headers: { ...headers, ...more }, body: "", isBase64Encoded: false }
}

/** A sentence for whoever is not let in. */
export function refusal(statusCode: number, text: string): Whole {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": PRIVATE }
  return { statusCode, headers, cookies: [], body: text, isBase64Encoded: false }
}
