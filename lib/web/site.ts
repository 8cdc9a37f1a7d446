/** The forum as others know it. */
import { config } from "#lib/config.ts"

export const SITE_NAME = "Stoa"
export const SITE_DESCRIPTION = "A forum: read, ask, answer."

/** The configured address; links that leave the forum are built on it, never on what a request says. */
export function siteUrl(): string {
  const { url } = config() as { url?: string }
  return url ?? "http://localhost:3000"
}
