/** Sends what waits in the outbox: a duty of the worker. */
import { now, nowIso, SECOND } from "#lib/base/clock.ts"
import { chunks } from "#lib/db/batch.ts"
import type { Mail } from "#lib/db/items/mails.ts"
import { MAILS_AT_ONCE, mailsDue } from "#lib/db/patterns/mails.ts"
import { learnForumName } from "#lib/forum/present-look.ts"
import { attempt } from "./attempt.ts"
import { compose } from "./composing.ts"
import { PARALLEL } from "./delivery.ts"
import { finish, giveUp, HIDDEN, putOff, skipWithdrawn, take, WITHDRAWN, waitInSight } from "./outbox.ts"

/** One run ends after so long, so that a process can end between two. */
const LONGEST_RUN = 20 * SECOND

/** Sends what is due, oldest first, until nothing is, the mail server is away, or it took too long (`until` at most). */
export async function sendMail(until = Number.POSITIVE_INFINITY): Promise<void> {
  const end = Math.min(now() + LONGEST_RUN, until)
  for (;;) {
    const due = await mailsDue(nowIso())
    if (due.length > 0) await learnForumName()
    let taken = 0
    for (const some of chunks(due, PARALLEL)) {
      const fates = await Promise.all(some.map(trySending))
      taken += fates.filter((fate) => fate !== "not mine").length
      if (fates.includes("away") || now() >= end) return
    }
    // An index follows its table: what it still shows as due may all be taken already.
    if (due.length < MAILS_AT_ONCE || taken === 0) return
  }
}

async function trySending(due: Mail): Promise<"not mine" | "away" | "done"> {
  const mail = await take(due)
  if (!mail) return "not mine"
  try {
    if (mail.goodUntil < nowIso()) await giveUp(mail, mail.reason ?? "It was too late when its turn came.")
    else {
      const letter = await compose(mail)
      if (typeof letter !== "string") return await attempt(mail, letter)
      await skip(mail, letter)
    }
  } catch (error) {
    // A mistake of ours: the mail waits as if the server were busy, and the log says what it was.
    console.error(`Mail ${mail.id} could not be made:`, error)
    await putOff(mail, (error as Error).message.slice(0, 500))
  }
  return "done"
}

/** Not sent, for good; or as long as what it tells of is out of sight. */
async function skip(mail: Mail, why: string): Promise<void> {
  if (mail.about.kind !== "notification") return finish(mail, "skipped", why)
  if (why === WITHDRAWN) return skipWithdrawn(mail, mail.about.notification)
  if (why === HIDDEN) return waitInSight(mail)
  await finish(mail, "skipped", why)
}
