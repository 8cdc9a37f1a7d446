/** Letters about accounts: sent at once by whoever makes them, and by the worker where that did not work. */
import { inBackground } from "#lib/base/background.ts"
import { now } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { attempt } from "./attempt.ts"
import type { Letter } from "./letter.ts"
import { enqueue, newMail, taken } from "./outbox.ts"
import { seal } from "./sealing.ts"

/**
 * Sends in the background: the answer to the request tells by its time neither whether there was a mail nor
 * how slow the mail server is.
 * @param user the member, also when they have not confirmed the address yet · @param goodFor milliseconds for which it is of use: it is not tried after
 */
export function post(letter: Letter, user: string, goodFor: number): void {
  inBackground(
    () => send(letter, user, goodFor),
    (error) => console.error(`Mail to ${letter.to} is lost: ${error.message}`),
  )
}

/** Puts a letter into the outbox as taken by us, tries it, and leaves it to the worker when it was not taken. */
export async function send(letter: Letter, user: string, goodFor: number): Promise<void> {
  const id = newId()
  const named = { ...letter, place: { id: `mail-${id.toLowerCase()}` } }
  const about = { kind: "letter", sealed: seal(named) } as const
  const mail = taken(newMail(user, `letter ${id}`, now(), about, { goodFor }))
  await enqueue(mail)
  await attempt(mail, named)
}
