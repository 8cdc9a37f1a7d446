/** Ids of topics, posts, members and everything else that is born in the forum: ULIDs, which carry their time. */
import { createHash } from "node:crypto"
import { decodeTime, encodeTime, monotonicFactory } from "ulid"
import { z } from "zod"
import { t } from "#lib/words/t.ts"
import { MINUTE, now } from "./clock.ts"

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
let next = monotonicFactory()
let last = 0

/** A ULID in any case, given back in upper case, as the table keeps it. */
export const Id = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i, { error: () => t("inputs.id-incomplete") })
  .transform((id) => id.toUpperCase())

/**
 * A new id. Ids made by one process sort in the order in which they were made, also when its clock is put right by a
 * little. A clock that is set back further was wrong before, or a demo tells the past: then the time it says is believed.
 */
export function newId(): string {
  const time = now()
  if (time < last - MINUTE) next = monotonicFactory()
  last = time
  return next(time)
}

/**
 * The id of something imported: the same for the same `seed`, sorted by `time` and then by `order`.
 * @param time milliseconds since 1970 · @param order 0 to 2^20-1, breaks ties of time
 */
export function mintId(time: number, seed: string, order = 0): string {
  const hash = createHash("sha256").update(seed).digest()
  const tail = Array.from(hash.subarray(0, 12), (byte) => ALPHABET[byte & 31]).join("")
  return encodeTime(Math.max(0, time), 10) + base32(order, 4) + tail
}

/** The lowest id that anything made at that time can have: where a range of ids begins. */
export function lowestIdAt(time: number): string {
  return encodeTime(Math.max(0, time), 10) + "0".repeat(16)
}

/** Milliseconds since 1970 at which an id was made. */
export function timeOf(id: string): number {
  return decodeTime(id)
}

/** The same as ISO 8601, as sort keys carry it. */
export function isoOf(id: string): string {
  return new Date(timeOf(id)).toISOString()
}

function base32(value: number, length: number): string {
  let text = ""
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text
  return text
}
