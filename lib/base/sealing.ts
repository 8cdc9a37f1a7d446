/** Text that nobody reads or changes who has not the forum's own secret. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"

const CIPHER = "aes-256-gcm"
const [NONCE, TAG] = [12, 16]

/** The key for one purpose: what is sealed for one opens for no other. */
export function keyFor(purpose: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`seal:${purpose}`).digest()
}

/** @param about whom or what it belongs to: it opens for nothing else */
export function sealText(text: string, key: Buffer, about = ""): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")
}

/** The text again. @throws Error when it was sealed with another key or for something else, or changed */
export function unsealText(sealed: string, key: Buffer, about = ""): string {
  const bytes = Buffer.from(sealed, "base64url")
  const cipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(about))
  cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]).toString("utf8")
}
