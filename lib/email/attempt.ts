/** One try at a mail that somebody has taken, and what follows from how it went. */
import type { Mail } from "#lib/db/items/mails.ts"
import { stopMailOf } from "./bounces.ts"
import { deliver, Undelivered } from "./delivery.ts"
import type { Letter } from "./letter.ts"
import { finish, giveUp, putOff } from "./outbox.ts"

/** Hands the letter over and writes down what became of it. @returns `away` when the mail server is */
export async function attempt(mail: Mail, letter: Letter): Promise<"away" | "done"> {
  try {
    await deliver(letter)
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error
    return fail(mail, error, letter.to)
  }
  // Up to here a crash sends it again when its time comes, with the same Message-ID.
  await finish(mail, "sent")
  return "done"
}

async function fail(mail: Mail, { fate, message }: Undelivered, to: string): Promise<"away" | "done"> {
  if (fate === "bounced") await stopMailOf(mail.user, to, "bounced", message)
  if (fate === "bounced" || fate === "refused") await giveUp(mail, message)
  else await putOff(mail, message)
  return fate === "away" ? "away" : "done"
}
