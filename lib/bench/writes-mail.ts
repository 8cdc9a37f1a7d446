/** Writes of mail, each by the verb that does it. Each builds on what comes before it. */
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Mail } from "#lib/db/items/mails.ts"
import { getMail } from "#lib/db/patterns/mails.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { leaveToDigest } from "#lib/db/writes/notifications.ts"
import { claimForDigest, releaseClaims } from "#lib/email/claims.ts"
import { queueDigest } from "#lib/email/digests.ts"
import { enqueue, finish, newMail, putOff, skipWithdrawn, take } from "#lib/email/outbox.ts"
import { changeSettings, settingsOf, stopTopicMail } from "#lib/email/settings.ts"
import type { Member } from "#lib/forum/actor.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"
import { MAILED, NOTICE } from "./world-mail.ts"

type Measure = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<void>

export async function measureMailWrites(world: World, { id }: Member, write: Measure): Promise<void> {
  const about = { kind: "notification", notification: NOTICE } as const
  const mail = newMail(id, "measured", Date.UTC(2026, 1, 1), about)
  const present = async (): Promise<Mail> => (await getMail(id, mail.id))!
  await write({ own: "W-60" }, () => enqueue(mail))
  await write({ own: "W-61" }, () => take(mail))
  const taken = await present()
  await write({ own: "W-62" }, () => putOff(taken, "451 4.7.1 greylisted, try again later"))
  const put = await present()
  await write({ own: "W-62b" }, () => finish(put, "sent"))
  const hidden = newMail(id, "hidden", Date.UTC(2026, 1, 1), about)
  await enqueue(hidden)
  await write({ own: "W-68" }, () => skipWithdrawn(hidden, newId()))
  await write({ own: "W-63" }, () => changeSettings(id, () => ({ choices: { reply: "never" } })))
  const settings = await settingsOf(id)
  await write({ own: "W-64" }, () => queueDigest(settings))
  await write({ own: "W-67" }, () => claimForDigest(id, [{ id: NOTICE }], 0))
  await releaseClaims(id, [{ id: NOTICE }], 0)
  await write({ own: "W-67b" }, () => claimForDigest(id, [{ id: NOTICE }], 1))
  const inbox = await inboxOf(world.members[MAILED]!.id, { consistent: true })
  await write({ own: "W-66" }, () => commit(leaveToDigest(NOTICE, inbox)))
  await write({ own: "W-65" }, () => stopTopicMail(id, world.topics[0]!.id))
}
