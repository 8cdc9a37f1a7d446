/** Codes of the second step: those that an app makes every half minute (RFC 6238), and those for when it is lost. */
import { createHash, randomInt } from "node:crypto"
import { Secret, TOTP } from "otpauth"
import { now, SECOND } from "#lib/base/clock.ts"
import { keyFor, sealText, unsealText } from "#lib/base/sealing.ts"
import { config } from "#lib/config.ts"

/** What all apps understand, and some nothing else. */
const APP = { algorithm: "SHA1", digits: 6, period: 30 } as const

/** A clock may be so many half minutes wrong, or somebody type slowly. */
const WINDOW = 1

/** 20 bytes, as RFC 4226 recommends. */
const SECRET_BYTES = 20

/** A new secret in base 32, as apps take it. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The half minute whose code it is, counted from 1970; undefined where it is none of about now. */
export function stepOf(secret: string, code: string): number | undefined {
  // The library compares bytes: other digits than these have more of them.
  if (!isAppCode(code)) return undefined
  const app = new TOTP({ ...APP, secret })
  const timestamp = now()
  const delta = app.validate({ token: plain(code), timestamp, window: WINDOW })
  return delta === null ? undefined : Math.floor(timestamp / (APP.period * SECOND)) + delta
}

/** What an app reads from the picture: `otpauth://…`. @param issuer the forum · @param label the member */
export function appAddress(secret: string, issuer: string, label: string): string {
  return new TOTP({ ...APP, secret, issuer, label }).toString()
}

/** As the table keeps it: of no use without the forum's own secret, nor for another member. */
export function sealSecret(secret: string, user: string): string {
  return sealText(secret, key(), user)
}

/** The secret again; undefined where it was sealed with another AUTH_SECRET: recovery codes still work then. */
export function unsealSecret(sealed: string, user: string): string | undefined {
  try {
    return unsealText(sealed, key(), user)
  } catch {
    return undefined
  }
}

const key = (): Buffer => keyFor("two-step", config().authSecret)

const RECOVERY_CODES = 10

/** No letters or digits that look like others. 31^16 are 79 bits: a plain hash of it is as good as a slow one. */
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
const [GROUPS, IN_GROUP] = [4, 4]

/** As people write them down: `k3mp-7xqd-2hv9-cwfr`. */
export function newRecoveryCodes(): string[] {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)]
  const group = () => Array.from({ length: IN_GROUP }, letter).join("")
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: GROUPS }, group).join("-"))
}

/** As the table keeps it. Capitals, spaces and hyphens do not matter: it is copied from paper. */
export function recoveryHash(code: string, user: string): string {
  return createHash("sha256")
    .update(`${user} ${plain(code)}`)
    .digest("base64url")
}

/** Whether it looks like a code of an app, or else is taken for a recovery code. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(plain(code))

/** Without what people put between. */
export const plain = (code: string): string => code.toLowerCase().replace(/[\s-]/g, "")
