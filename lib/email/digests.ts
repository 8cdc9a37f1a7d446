/** Whose digest is due: a duty of the worker. */
import { now, nowIso, SECOND } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { MailSettings } from "#lib/db/items/mails.ts"
import { digestsDue, MAILS_AT_ONCE } from "#lib/db/patterns/mails.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { putMail, putMailSettings } from "#lib/db/writes/mails.ts"
import { beginIssue } from "#lib/db/writes/notifications.ts"
import { nextDigest } from "./choices.ts"
import { newMail } from "./outbox.ts"

const LONGEST_RUN = 20 * SECOND
/** A digest tells of one month at most, also after the forum was switched off for longer. */
const LONGEST_PERIOD = 31 * 24 * 3_600_000

class Done extends Error {}

/**
 * Puts the digests that are due into the outbox, says when the next ones are, and lets the next ones collect. All in
 * one transaction: a period has one digest, whoever is killed where, and what is told is in one of them, whenever it
 * happened. Whether there is anything to tell is seen when it is sent.
 */
export async function queueDigests(until = Number.POSITIVE_INFINITY): Promise<void> {
  const end = Math.min(now() + LONGEST_RUN, until)
  for (;;) {
    const due = await digestsDue(nowIso())
    const done = await Promise.all(due.map(queueDigest))
    // An index follows its table: what it still shows as due may all be done already.
    if (due.length < MAILS_AT_ONCE || !done.includes(true) || now() >= end) return
  }
}

/** Puts one digest into the outbox. @returns false when somebody else did */
export async function queueDigest(was: MailSettings): Promise<boolean> {
  const { user, digest, nextDigestAt, digestedAt } = was
  const until = nowIso()
  const since = new Date(Math.max(Date.parse(digestedAt), now() - LONGEST_PERIOD)).toISOString()
  const inbox = await inboxOf(user, { consistent: true })
  const mail = newMail(user, `digest ${nextDigestAt}`, Date.parse(nextDigestAt), {
    kind: "digest",
    issue: inbox.issue ?? 0,
    since,
    until,
  })
  const next = { ...was, digestedAt: until, nextDigestAt: nextDigest(user, digest, now()), updatedAt: until }
  try {
    await commit([
      putMail(mail, () => new Done()),
      putMailSettings(next, was, () => new Done()),
      beginIssue(inbox),
    ])
    return true
  } catch (error) {
    if (error instanceof Done || error instanceof Overtaken) return false
    throw error
  }
}
