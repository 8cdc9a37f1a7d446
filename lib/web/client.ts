/** From where a request comes, as far as limits need to know. */
import { networkOf } from "./client-address.ts"

/**
 * The visitor's network address as the server in front of Next sets it (it drops what visitors claim).
 * IPv6 by its first 64 bits: one household, however many addresses it has.
 */
export function clientOf(headers: Headers): string {
  const address = headers.get("x-forwarded-for")?.split(",")[0]?.trim() || "unknown"
  return networkOf(address).slice(0, 64)
}
