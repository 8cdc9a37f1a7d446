/** Whether mail arrives: an administrator sends one to themselves. */
import { z } from "zod"
import { HOUR } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { testLetter } from "#lib/email/letters.ts"
import { send } from "#lib/email/send.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"

export const MailTestInput = z.object({})

/** Sends the actor a mail at once. @throws ForumError unauthenticated, forbidden, limited */
export async function sendTestMail(actor: Actor): Promise<void> {
  authorize(actor, "forum.administer", {})
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (!user?.email) throw new ForumError("forbidden", "cannot-sign-in")
  await spend("mail.address", user.email)
  await send(testLetter(user.email), user.id, HOUR)
}
