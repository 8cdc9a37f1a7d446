/**
 * Which digest tells of what. A notification has one mail of its own, sent or not, and whoever tells of it in a digest
 * writes that there: so it comes by one mail, however often it is hidden, shown again and told. See docs/adr/0121, 0185.
 */
import { chunks } from "#lib/db/batch.ts"
import type { Mail } from "#lib/db/items/mails.ts"
import type { Notification } from "#lib/db/items/notifications.ts"
import { mailsThere } from "#lib/db/patterns/mails.ts"
import { changeIfOurs, enqueue, isUntold, noticeMail, WITHDRAWN } from "./outbox.ts"

const CLAIMS_AT_ONCE = 25
const CLAIM = "it is in digest "

type One = Pick<Notification, "id" | "forDigest">

/**
 * Those of some notifications that a digest may tell of: no mail of their own did, does or ever will. Told again, it is
 * the same. @param digest its number: what it claimed once stays with it
 */
export async function claimForDigest(
  user: string,
  notifications: readonly One[],
  digest: number,
): Promise<Set<string>> {
  const claimed = new Set<string>()
  await eachMail(user, notifications, async ({ id, forDigest }, mail, before) => {
    const reason = CLAIM + digest
    const isOurs = before
      ? before.reason === reason ||
        (isFree(before, forDigest) && (await changeIfOurs(before, { state: "skipped", reason })))
      : await enqueue({ ...mail, state: "skipped", reason })
    if (isOurs) claimed.add(id)
  })
  return claimed
}

/** Those that this digest has claimed already, when it was written before and did not go out. */
export async function claimedBy(
  digest: number,
  user: string,
  notifications: readonly One[],
): Promise<Set<string>> {
  const claimed = new Set<string>()
  await eachMail(user, notifications, async ({ id }, _, before) => {
    if (before?.reason === CLAIM + digest) claimed.add(id)
  })
  return claimed
}

/** Gives back what this digest claimed and does not tell after all, because it is out of sight: it may come back. */
export async function releaseClaims(
  user: string,
  notifications: readonly One[],
  digest: number,
): Promise<void> {
  await eachMail(user, notifications, async (_one, _mail, before) => {
    if (before?.reason === CLAIM + digest) await changeIfOurs(before, { reason: WITHDRAWN })
  })
}

/** Whether nobody told of it and nobody will: it was out of sight when its turn came, or is left to a digest. */
function isFree(mail: Mail, isForDigest = false): boolean {
  if (mail.state === "sent" || mail.reason?.startsWith(CLAIM)) return false
  return isForDigest || isUntold(mail)
}

async function eachMail(
  user: string,
  notifications: readonly One[],
  work: (one: One, mail: Mail, before: Mail | undefined) => Promise<void>,
): Promise<void> {
  if (notifications.length === 0) return
  const own = notifications.map((one) => ({ one, mail: noticeMail(user, one.id) }))
  const ids = own.map(({ mail }) => mail.id)
  const there = new Map((await mailsThere(user, ids)).map((mail) => [mail.id, mail]))
  for (const some of chunks(own, CLAIMS_AT_ONCE))
    await Promise.all(some.map(({ one, mail }) => work(one, mail, there.get(mail.id))))
}
