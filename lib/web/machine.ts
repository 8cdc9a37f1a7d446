/** What administrators set right: changes that were not applied, mail that was not sent, work that waits. */
import { z } from "zod"
import { now, SECOND } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { retryMail } from "#lib/email/outbox.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { type HurryInput, hurry } from "#lib/forum/sagas.ts"
import { allDeadLetters, dropDeadLetter, LetterId, retryDeadLetter } from "#lib/projections/dead-letters.ts"
import { t } from "#lib/words/t.ts"
import { machinePath, outboxPath } from "./admin-paths.ts"
import { expirePages } from "./expire-pages.ts"
import type { Outcome } from "./writing.ts"

export const LetterInput = z.object({ letter: LetterId })
export const AllLettersInput = z.object({})
export const MailInput = z.object({ user: Id, mail: Id })

/** A browser waits no longer; what is left is tried when the button is pressed again. */
const LONGEST_RUN = 10 * SECOND

/** @throws ForumError forbidden; conflict/letter-fails with the reason; not-found */
export async function sendRetry(actor: Actor, input: z.output<typeof LetterInput>): Promise<Outcome> {
  authorize(actor, "forum.administer", {})
  const retried = await retryDeadLetter(input.letter)
  if (retried.end === "failed") {
    const message = t("admin.letter-fails", { reason: retried.reason })
    throw new ForumError("conflict", "letter-fails", { message })
  }
  if (retried.end === "gone") throw new ForumError("not-found", "letter-gone")
  await expirePages()
  return { to: said({ applied: 1 }), stale: [] }
}

/** Each as the one above; which still fail is seen in the list. @throws ForumError forbidden */
export async function sendRetryAll(actor: Actor): Promise<Outcome> {
  authorize(actor, "forum.administer", {})
  const end = now() + LONGEST_RUN
  let [applied, failing] = [0, 0]
  for await (const { id } of allDeadLetters()) {
    const retried = await retryDeadLetter(id)
    if (retried.end === "done") applied++
    if (retried.end === "failed") failing++
    if (now() > end) break
  }
  if (applied > 0) await expirePages()
  return { to: said({ applied, failing }), stale: [] }
}

/** @throws ForumError forbidden, not-found */
export async function sendDrop(actor: Actor, input: z.output<typeof LetterInput>): Promise<Outcome> {
  authorize(actor, "forum.administer", {})
  if (!(await dropDeadLetter(input.letter))) throw new ForumError("not-found", "letter-gone")
  return { to: `${machinePath()}?dropped=1`, stale: [] }
}

/** @throws ForumError forbidden, not-found, conflict */
export async function sendMailAgain(actor: Actor, input: z.output<typeof MailInput>): Promise<Outcome> {
  authorize(actor, "forum.administer", {})
  await retryMail(input.user, input.mail)
  return { to: `${outboxPath()}?again=1`, stale: [] }
}

/** @throws ForumError forbidden, not-found, conflict */
export async function sendHurry(actor: Actor, input: z.output<typeof HurryInput>): Promise<Outcome> {
  await hurry(actor, input)
  return { to: `${machinePath()}?hurried=1`, stale: [] }
}

function said({ applied, failing = 0 }: { applied: number; failing?: number }): string {
  return `${machinePath()}?${new URLSearchParams({ applied: String(applied), failing: String(failing) })}`
}
