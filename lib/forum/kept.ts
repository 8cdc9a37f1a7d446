/**
 * What somebody typed and could not send, because they were not signed in (any more) or what they answered is
 * gone: kept for a day under a secret that only their browser knows.
 */
import { randomBytes } from "node:crypto"
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Kept } from "#lib/db/items/site.ts"
import { findKept } from "#lib/db/patterns/site.ts"
import { deleteKept, putKept } from "#lib/db/writes/site.ts"
import { spend } from "#lib/limits/spend.ts"
import { MAX_BODY } from "./texts.ts"

export const KEPT_FOR = DAY
/** Anything more was not typed into our fields. */
const MAX_KEPT = 2 * MAX_BODY
const FIELDS = ["title", "body", "tags", "category", "form", "version", "topicVersion"]
const SECRET = /^[\w-]{22}$/

/**
 * Keeps the fields of a form for `page`, the address on which it goes on.
 * @param who counts towards a limit: a member's id, or a client's address
 * @returns the secret · @throws ForumError limited
 */
export async function keepText(who: string, page: string, fields: Record<string, string>): Promise<string> {
  await spend("text.keep", who)
  await spend("text.keep.daily", "everybody")
  const secret = randomBytes(16).toString("base64url")
  await commit([putKept({ secret, page, fields: cut(fields), expiresAt: epochSecondsIn(KEPT_FOR) })])
  return secret
}

/** What was kept under a secret, if it still is. Anything may be asked for. */
export async function keptText(secret: string | undefined): Promise<Kept | undefined> {
  return secret && SECRET.test(secret) ? findKept(secret) : undefined
}

/** After it was sent. */
export async function forgetText(secret: string | undefined): Promise<void> {
  if (secret && SECRET.test(secret)) await commit([deleteKept(secret)])
}

function cut(fields: Record<string, string>): Record<string, string> {
  let left = MAX_KEPT
  const kept: Record<string, string> = {}
  for (const name of FIELDS) {
    const value = Object.hasOwn(fields, name) ? fields[name]! : ""
    if (value === "" || left <= 0) continue
    kept[name] = value.slice(0, left).toWellFormed()
    left -= value.length
  }
  return kept
}
