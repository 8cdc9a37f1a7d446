/** From where a request comes, as far as limits need to know. */

/**
 * The visitor's network address as the server in front of Next sets it (it drops what visitors claim).
 * IPv6 by its first 64 bits: one household, however many addresses it has.
 */
export function clientOf(headers: Headers): string {
  const address = headers.get("x-forwarded-for")?.split(",")[0]?.trim() || "unknown"
  return networkOf(address).slice(0, 64)
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(":")) return address
  const [head = "", tail = ""] = address.toLowerCase().split("::")
  const first = head.split(":").filter(Boolean)
  const last = tail.split(":").filter(Boolean)
  const gap = address.includes("::")
    ? Array<string>(Math.max(0, 8 - first.length - last.length)).fill("0")
    : []
  const groups = [...first, ...gap, ...last].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`
}
