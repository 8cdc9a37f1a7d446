/** The token by which our own processes prove to each other who they are: derived, so nothing new is kept. */
import { createHmac, timingSafeEqual } from "node:crypto"
import { config } from "#lib/config.ts"

/** The token for one purpose. Without the forum's secret it cannot be guessed, nor one from another. */
export function internalToken(purpose: string): string {
  return createHmac("sha256", config().authSecret).update(`internal:${purpose}`).digest("base64url")
}

/** Whether an Authorization header carries the token, in the same time for every answer. */
export function isAuthorized(header: string | null, purpose: string): boolean {
  if (!header?.startsWith("Bearer ")) return false
  const given = Buffer.from(header.slice("Bearer ".length))
  const right = Buffer.from(internalToken(purpose))
  return given.length === right.length && timingSafeEqual(given, right)
}
