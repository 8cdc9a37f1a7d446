/** Whose connection it is: what rate limits count by. */
import type { IncomingHttpHeaders } from "node:http"

/** An IPv6 customer has a whole network of addresses: they count as one. */
function networkOf(address: string): string {
  const plain = withoutPort(address).replace(/^::ffff:(?=\d+\.)/i, "")
  if (!plain.includes(":")) return plain
  const [head = "", tail] = plain.toLowerCase().split("%")[0]!.split("::")
  const groups = head ? head.split(":") : []
  const rest = tail ? tail.split(":") : []
  const filled =
    tail === undefined
      ? groups
      : [...groups, ...Array(Math.max(0, 8 - groups.length - rest.length)).fill("0"), ...rest]
  return `${filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`
}

/** Some proxies write the port as well, which is another one each time: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  return address.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1").replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
}

/**
 * The client's address, from the socket or, behind `proxies` trusted proxies, from the entry of X-Forwarded-For
 * that the outermost of them wrote. What a client writes there itself is never believed.
 */
export function clientAddress(
  headers: IncomingHttpHeaders,
  socket: string | undefined,
  proxies: number,
): string {
  const hops = [...String(headers["x-forwarded-for"] ?? "").split(","), socket ?? ""]
    .map((hop) => hop.trim())
    .filter(Boolean)
  return networkOf(hops[Math.max(0, hops.length - 1 - proxies)] ?? "unknown")
}

/**
 * The visitor's network address as the server in front of Next sets it (it drops what visitors claim).
 * IPv6 by its first 64 bits: one household, however many addresses it has.
 */
export function clientOf(headers: Headers): string {
  const address = headers.get("x-forwarded-for")?.split(",")[0]?.trim() || "unknown"
  return networkOf(address).slice(0, 64)
}
