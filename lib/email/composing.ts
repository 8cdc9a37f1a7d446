/** Writes a mail of the outbox at the moment at which it goes out: what has changed meanwhile has changed it. */
import type { Mail } from "#lib/db/items/mails.ts"
import { clearedLetter } from "./cleared.ts"
import { digestLetter } from "./digest.ts"
import type { Letter } from "./letter.ts"
import { noticeLetter } from "./notices.ts"
import { unseal } from "./sealing.ts"
import { welcomeLetter } from "./welcome.ts"

/** The letter, or why there shall be none any more. */
export async function compose({ user, about, tries }: Mail): Promise<Letter | string> {
  switch (about.kind) {
    case "notification":
      // What is tried again was counted already.
      return noticeLetter(user, about.notification, { isCounted: tries > 1 })
    case "digest":
      return digestLetter(user, about)
    case "welcome":
      return welcomeLetter(user)
    case "cleared":
      return clearedLetter(user, about.what)
    case "letter":
      return about.sealed ? unseal(about.sealed) : "its text is forgotten"
  }
}
