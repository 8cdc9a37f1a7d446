/** From a command to the running web server: what it has changed, so that no page goes on showing the old. */

import { EVERYTHING, MAX_TAG } from "#lib/base/cache-tags.ts"
import { SECOND } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { readRunFile } from "#lib/launcher/run-file.ts"
import { internalToken } from "./token.ts"

/** As many tags as one request takes. */
const TAGS_AT_ONCE = 5_000

/**
 * Expires these tags (lib/base/cache-tags.ts) in the web server of this data folder; without tags, everything.
 * To be called within `withForum`. @returns false where no web server runs: then nothing is cached
 * @throws Error when it runs and refuses
 */
export async function tellWeb(tags: readonly string[] = [EVERYTHING]): Promise<boolean> {
  const address = readRunFile(config().data)?.web?.address
  if (!address) return false
  // No page carries a longer one.
  const all = [...new Set(tags)].filter((tag) => tag.length <= MAX_TAG)
  for (let at = 0; at < all.length; at += TAGS_AT_ONCE) {
    const answer = await send(address, all.slice(at, at + TAGS_AT_ONCE))
    if (!answer) return false
    if (!answer.ok)
      throw new Error(`The web server at ${address} did not take the changes (${answer.status}).`)
  }
  return true
}

async function send(address: string, tags: string[]): Promise<Response | undefined> {
  return fetch(`${address}/api/revalidate`, {
    method: "POST",
    headers: { Authorization: `Bearer ${internalToken("revalidate")}`, "Content-Type": "application/json" },
    body: JSON.stringify({ tags }),
    signal: AbortSignal.timeout(10 * SECOND),
  }).catch((error: Error) => {
    // A file that a killed forum left behind: nobody listens, so nobody has cached anything.
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED") return undefined
    throw error
  })
}
