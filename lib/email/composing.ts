/** Writes a mail of the outbox at the moment at which it goes out: what has changed meanwhile has changed it. */
import { isForumError } from "#lib/base/errors.ts"
import type { Mail } from "#lib/db/items/mails.ts"
import { spend } from "#lib/limits/spend.ts"
import { digestLetter } from "./digest.ts"
import type { Letter } from "./letter.ts"
import { noticeLetter } from "./notices.ts"
import { unseal } from "./sealing.ts"
import { welcomeLetter } from "./welcome.ts"

/** The letter, or why there shall be none any more. */
export async function compose({ user, about, tries }: Mail): Promise<Letter | string> {
  switch (about.kind) {
    case "notification":
      return withinLimits(user, tries, await noticeLetter(user, about.notification))
    case "digest":
      return digestLetter(user, about)
    case "welcome":
      return welcomeLetter(user)
    case "letter":
      return about.sealed ? unseal(about.sealed) : "its text is forgotten"
  }
}

/** What is tried again was counted already. */
async function withinLimits(user: string, tries: number, letter: Letter | string): Promise<Letter | string> {
  if (typeof letter === "string" || tries > 1) return letter
  try {
    await spend("mail.notices", user)
    return letter
  } catch (error) {
    if (isForumError(error, "limited")) return "the member got enough mail for a day"
    throw error
  }
}
