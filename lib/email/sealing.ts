/** Letters about accounts hold secrets: in the outbox they are unreadable without the forum's own secret. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"
import { config } from "#lib/config.ts"
import type { Letter } from "./letter.ts"

const CIPHER = "aes-256-gcm"
const [NONCE, TAG] = [12, 16]

/** A letter as the outbox keeps it. */
export function seal(letter: Letter): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, key(), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(letter), "utf8"), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")
}

/** The letter again. @throws Error when it was sealed with another secret, or changed */
export function unseal(sealed: string): Letter {
  const bytes = Buffer.from(sealed, "base64url")
  const cipher = createDecipheriv(CIPHER, key(), bytes.subarray(0, NONCE))
  cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  const text = Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()])
  return JSON.parse(text.toString("utf8")) as Letter
}

const key = (): Buffer => createHmac("sha256", config().authSecret).update("seal:mail").digest()
