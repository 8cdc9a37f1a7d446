/**
 * Packs what is worth it: what a Lambda answers as a whole passes its address and CloudFront as it is, with what it says of
 * itself (ADR 370).
 */
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { constants, createBrotliCompress, createGzip } from "node:zlib"
import { joined, type Pieces, taken } from "./pieces.ts"

/** What is smaller comes in one packet anyway. */
const SMALLEST = 1_000
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|x-ndjson)\b|image\/svg\+xml)/
/** Of 60 kB of a page each step more costs as long as the step saves on a slow line. */
const BROTLI_QUALITY = 5

type Encoding = "br" | "gzip"
type Body = { headers: Record<string, string>; pieces: Pieces }

/** @param accepts `accept-encoding`, as the edge says it: it keeps one answer for each */
export async function packed({ headers, pieces }: Body, accepts: string | undefined): Promise<Body> {
  if (!isText(headers)) return { headers, pieces }
  const varied = { ...headers, vary: withEncoding(headers.vary) }
  const encoding = encodingFor(accepts)
  if (!encoding) return { headers: varied, pieces }
  const { bytes, isAll } = await taken(pieces, SMALLEST)
  if (isAll && bytes.length < SMALLEST) return { headers: varied, pieces: joined(bytes, pieces) }
  const packer = packerOf(encoding)
  // What goes wrong comes out of the packer, where somebody waits for it.
  pipeline(Readable.from(joined(bytes, pieces)), packer).catch(() => {})
  return {
    headers: { ...varied, ...marked(headers), "content-encoding": encoding },
    pieces: packer.iterator(),
  }
}

/** Whether it can be packed, and is not yet. */
function isText(headers: Record<string, string>): boolean {
  return (
    TEXT.test(headers["content-type"] ?? "") &&
    !headers["content-encoding"] &&
    !/\bno-transform\b/.test(headers["cache-control"] ?? "")
  )
}

/** The best that is taken; none where nothing is said, or both are refused. */
export function encodingFor(accepts = ""): Encoding | undefined {
  const taken = accepts
    .toLowerCase()
    .split(",")
    .map((one) => one.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(?:\.0*)?$/.test(weight ?? ""))
    .map(([name]) => name)
  return (["br", "gzip"] as const).find((one) => taken.includes(one))
}

function withEncoding(vary = ""): string {
  if (/(?:^|,)\s*(?:accept-encoding|\*)\s*(?:,|$)/i.test(vary)) return vary
  return vary ? `${vary}, Accept-Encoding` : "Accept-Encoding"
}

/** The same content in other bytes. */
const marked = ({ etag }: Record<string, string>): Record<string, string> =>
  etag ? { etag: etag.startsWith("W/") ? etag : `W/${etag}` } : {}

const packerOf = (encoding: Encoding) =>
  encoding === "gzip"
    ? createGzip({ level: 6 })
    : createBrotliCompress({
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        },
      })
