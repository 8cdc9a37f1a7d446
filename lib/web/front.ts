/**
 * Answers public pages from the page cache, before Next is asked: the same bytes for everyone, so neither
 * cookie nor header is looked at, except for what the client can read (compression, what it has already).
 */
import { createHash } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { constants, gzipSync } from "node:zlib"
import { LRUCache } from "lru-cache"
import { config } from "#lib/config.ts"
import { GONE_HEADER, isOld } from "./cache-handler.ts"
import { NO_PAGE } from "./content-policy.ts"
import { PUBLIC, SECURITY_HEADERS, transportHeaders, VARY } from "./headers.ts"
import { type Entry, pageCache } from "./page-cache.ts"
import { POLICY_HEADER } from "./seal.ts"
import type { Trace } from "./trace.ts"

/** A page as it is sent. Held by its entry: gone when the entry is. */
type Ready = { plain: Buffer; gzip?: Buffer; headers: Record<string, string>; etag: string }

const ready = new WeakMap<Entry, Ready>()
/** Which entry Next answered a path with. A path is learnt from Next alone, never guessed from a cache key. */
const keys = new LRUCache<string, string>({
  max: 50_000,
  // One page has endless spellings ("/x/..", "%2e"): they share what a few thousand long ones take.
  maxSize: 16 * 2 ** 20,
  sizeCalculation: (key, path) => key.length + path.length,
})

/** Any of these asks for something else than the page itself. */
const SPECIAL = [
  "rsc",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-action",
  "next-url",
  "x-prerender-revalidate",
  "x-prerender-revalidate-if-generated",
  "x-matched-path",
  "x-nextjs-data",
  "x-middleware-prefetch",
  "range",
]

/** What Next keeps of a page, and of an address that answers with data. */
type Kept = {
  kind?: string
  html?: unknown
  body?: unknown
  status?: number
  headers?: Record<string, unknown>
  postponed?: unknown
}

/** Less than that travels in one packet anyway. */
const WORTH_ZIPPING = 600

/** The path by which a request may be answered from the cache, or undefined when only Next may answer it. */
export function plainPath(request: IncomingMessage): string | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined
  const { headers, url = "" } = request
  for (const name of SPECIAL) if (headers[name] !== undefined) return undefined
  const at = url.indexOf("?")
  if (at < 0) return url
  return /[?&]_rsc\b/.test(url) ? undefined : url.slice(0, at)
}

/** Sends the page if it is here and true. @returns whether it did */
export function answer(path: string, request: IncomingMessage, response: ServerResponse): boolean {
  const key = keys.get(path)
  if (key === undefined) return false
  const entry = pageCache().get(key)
  // What was a page when its path was learnt may say by now that it is gone.
  if (!entry || isOld(entry) || !isPage(entry)) return false
  const page = readyFrom(entry)
  if (request.headers["if-none-match"] === page.etag) {
    response.writeHead(304, page.headers).end()
    return true
  }
  const zipped = page.plain.length > WORTH_ZIPPING && !isPicture(page) && acceptsGzip(request)
  if (zipped) page.gzip ??= gzipSync(page.plain, { level: constants.Z_DEFAULT_COMPRESSION })
  const body = zipped ? page.gzip! : page.plain
  response.writeHead(200, {
    ...page.headers,
    "Content-Length": body.length,
    ...(zipped && { "Content-Encoding": "gzip" }),
  })
  response.end(request.method === "HEAD" ? undefined : body)
  return true
}

/** Remembers which entry Next answered with, if it was a page that everybody may have. */
export function learn(path: string, response: ServerResponse, { key, entry }: Trace): void {
  if (response.statusCode !== 200 || !key || !entry) return
  const kept = entry.value as Kept
  if (!isPage(entry) || kept.postponed !== undefined || bodyOf(kept) === undefined) return
  if (!String(response.getHeader("content-type")).startsWith(typeOf(kept))) return
  keys.set(path, key)
}

/** Whether it is sent as what was asked for. */
function isPage({ value }: Entry): boolean {
  const { status = 200, headers } = value as Kept
  return status === 200 && headers?.[GONE_HEADER] === undefined
}

function readyFrom(entry: Entry): Ready {
  const held = ready.get(entry)
  if (held) return held
  const kept = entry.value as Kept
  const plain = Buffer.from(bodyOf(kept) ?? "")
  const etag = etagOf(plain)
  const type = kept.kind === "APP_ROUTE" ? typeOf(kept) : `${typeOf(kept)}; charset=utf-8`
  const headers = {
    ...SECURITY_HEADERS,
    ...transportHeaders(config().url),
    "Content-Security-Policy": policyOf(kept),
    "Content-Type": type,
    "Cache-Control": PUBLIC,
    Vary: VARY,
    ETag: etag,
  }
  const made = { plain, headers, etag }
  ready.set(entry, made)
  return made
}

/** Packed already. */
const isPicture = ({ headers }: Ready): boolean => headers["Content-Type"]!.startsWith("image/")

function typeOf({ kind, headers }: Kept): string {
  return kind === "APP_ROUTE" ? String(headers?.["content-type"]) : "text/html"
}

/** A page was sealed when it was kept (cache-handler.ts): its policy names its scripts. */
function policyOf({ kind, headers }: Kept): string {
  const policy = headers?.[POLICY_HEADER]
  return kind === "APP_PAGE" && typeof policy === "string" ? policy : NO_PAGE
}

/** A validator of what is sent, however it is packed. */
export function etagOf(plain: Buffer): string {
  return `W/"${createHash("sha1").update(plain).digest("base64url")}"`
}

function bodyOf({ kind, html, body }: Kept): Buffer | string | undefined {
  const content = kind === "APP_ROUTE" ? body : html
  return typeof content === "string" || Buffer.isBuffer(content) ? content : undefined
}

export function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers["accept-encoding"] ?? ""))
}
