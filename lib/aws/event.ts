/** What a Lambda's function URL hands over, as the HTTP request that it was. */
import { timingSafeEqual } from "node:crypto"

/** A request in Amazon's payload format 2.0, as far as we read it. */
export type UrlEvent = {
  rawPath: string
  rawQueryString?: string
  headers?: Record<string, string | undefined>
  cookies?: string[]
  body?: string
  isBase64Encoded?: boolean
  requestContext: { http: { method: string; sourceIp?: string } }
}

export type Asked = {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
  /** How the answer may be packed (`accept-encoding`), and which one is there already (`if-none-match`): packing.ts, head.ts. */
  accepts?: string
  known?: string
}

/** What the edge says of whoever asks; believed when it also knows the secret. */
export const CLIENT_HEADER = "x-stoa-client"
export const EDGE_HEADER = "x-stoa-edge"

/**
 * Headers that nobody outside may send: those of connections, those by which parts of OpenNext speak to each other, and
 * those that the Lambda answers itself: what is packed when, and what is there already.
 */
const LEFT_OUT =
  /^(?:connection|keep-alive|transfer-encoding|upgrade|expect|te|trailer|content-length|accept-encoding|if-none-match|if-modified-since|forwarded|x-forwarded-.*|x-isr|x-opennext-.*|x-open-next-.*|x-middleware-.*|x-stoa-.*)$/

/**
 * The request of an event, or undefined where it did not come by the edge: what anybody sends to the function's own address
 * says nothing of who sends it, and is kept by no cache.
 * @param url the forum's address @param secret what the edge adds to each request; without one, everybody is let in
 */
export function askedBy(event: UrlEvent, url: string, secret?: string): Asked | undefined {
  const given = lowerCased(event.headers)
  if (secret && !isSame(given[EDGE_HEADER] ?? "", secret)) return undefined
  const { method, sourceIp } = event.requestContext.http
  const own = new URL(url)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) if (!LEFT_OUT.test(name)) headers[name] = value
  if (event.cookies?.length) headers.cookie = event.cookies.join("; ")
  // The function has a name of its own, which is nobody's business.
  headers.host = given["x-forwarded-host"] ?? own.host
  headers["x-forwarded-host"] = headers.host
  headers["x-forwarded-proto"] = own.protocol.slice(0, -1)
  headers["x-forwarded-for"] = (secret && given[CLIENT_HEADER]) || sourceIp || "unknown"
  const body = event.body ? Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8") : undefined
  if (body) headers["content-length"] = String(body.length)
  const [accepts, known] = [given["accept-encoding"], given["if-none-match"]]
  return { method, path: pathOf(event), headers, body, accepts, known }
}

/** As it stood in the request: what may not stand there is written as it would have been. */
function pathOf({ rawPath, rawQueryString }: UrlEvent): string {
  const whole = rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath
  return whole.replace(/[^\x21-\x7e]/gu, (letter) => encodeURIComponent(letter.toWellFormed()))
}

function lowerCased(headers: UrlEvent["headers"] = {}): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), value] as const],
  )
  return Object.fromEntries(pairs)
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}
