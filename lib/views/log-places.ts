/** Places in the public log, as its own pages name them: one that somebody made up is known before anything is read. */
import { createHmac, timingSafeEqual } from "node:crypto"
import { keyFor } from "#lib/base/sealing.ts"
import { config } from "#lib/config.ts"

/** Nobody guesses one by asking, and an address stays short. */
const MARK = 16

/** A place as an address has it. */
export const placeInAddress = (place: string): string => `${place}.${markOf(place)}`

/** The place again, or undefined where this forum has not given it. */
export function placeFromAddress(text: string): string | undefined {
  const [place, mark] = [text.slice(0, -MARK - 1), text.slice(-MARK)]
  // Compared as bytes, of which a character may have several.
  const [given, own] = [Buffer.from(mark), Buffer.from(markOf(place))]
  const isOurs = text === `${place}.${mark}` && given.length === own.length
  return isOurs && timingSafeEqual(given, own) ? place : undefined
}

const markOf = (place: string): string =>
  createHmac("sha256", keyFor("log-place", config().authSecret))
    .update(place)
    .digest("base64url")
    .slice(0, MARK)
