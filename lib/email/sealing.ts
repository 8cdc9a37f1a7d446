/** Letters about accounts hold secrets: in the outbox they are unreadable without the forum's own secret. */
import { keyFor, sealText, unsealText } from "#lib/base/sealing.ts"
import { config } from "#lib/config.ts"
import type { Letter } from "./letter.ts"

/** A letter as the outbox keeps it. */
export function seal(letter: Letter): string {
  return sealText(JSON.stringify(letter), key())
}

/** The letter again. @throws Error when it was sealed with another secret, or changed */
export function unseal(sealed: string): Letter {
  return JSON.parse(unsealText(sealed, key())) as Letter
}

const key = (): Buffer => keyFor("mail", config().authSecret)
