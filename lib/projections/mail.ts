/** What members are told by mail follows from their notifications; new members are greeted. Here mails only come into the outbox. */
import { now, nowIso, SECOND } from "#lib/base/clock.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import type { MailSettings } from "#lib/db/items/mails.ts"
import { type Notification, Notifications } from "#lib/db/items/notifications.ts"
import { Users } from "#lib/db/items/users.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { mailSettingsOf } from "#lib/db/patterns/mails.ts"
import { putMailSettings } from "#lib/db/writes/mails.ts"
import { choiceOf, defaultSettings } from "#lib/email/choices.ts"
import { enqueue, enqueueAgain, MEMORY, newMail, noticeMail } from "#lib/email/outbox.ts"
import { type Change, images, type Projection } from "./contract.ts"

/** Who is reading along sees it on the page in that time, and gets no mail of it. */
export const GRACE = 45 * SECOND
const AT_ONCE = 25

export const mail: Projection = {
  name: "mail",
  entities: ["Notification", "User"],
  async apply(changes) {
    await inPieces(changes.filter(isOf("User")), greet)
    for (const some of chunks(changes.filter(isOf("Notification")), 100)) await tell(some)
  },
}

const isOf =
  (type: string) =>
  (change: Change): boolean =>
    change.entityType === type && change.after !== undefined

async function tell(changes: Change[]): Promise<void> {
  const told = changes.map((change) => images(Notifications, change)).filter(isNews)
  const news = told.map(({ after }) => after as Notification)
  const back = new Set(told.flatMap(({ before, after }) => (before ? [after!.id] : [])))
  const users = [...new Set(news.map(({ user }) => user))]
  const settings = await settingsBy(users)
  // They were members before there was mail.
  await inPieces(
    users.filter((user) => !settings.has(user)),
    (user) => beginSettings(user, nowIso()),
  )
  const wanted = news.filter((one) => {
    const its = settings.get(one.user) ?? defaultSettings(one.user, one.createdAt)
    return !its.off && choiceOf(its, one.kind) === "at-once"
  })
  await inPieces(wanted, async ({ user, id }) => {
    const mail = noticeMail(user, id, GRACE)
    await (back.has(id) ? enqueueAgain({ ...mail, dueAt: afterGrace() }) : enqueue(mail))
  })
}

const afterGrace = (): string => new Date(now() + GRACE).toISOString()

/** It comes, or comes back into sight. Of what is older than what mails are remembered nobody knows whether it was told. */
function isNews({ before, after }: { before?: Notification; after?: Notification }): boolean {
  if (!after || after.readAt || after.withdrawn) return false
  if (!before) return true
  return before.withdrawn === true && Date.parse(after.createdAt) > now() - MEMORY
}

async function settingsBy(users: string[]): Promise<Map<string, MailSettings>> {
  const found = await mailSettingsOf(users)
  return new Map(found.flatMap((one) => (one ? [[one.user, one] as const] : [])))
}

/** Whose address has just been confirmed gets a welcome, and their first digest is due some time. */
async function greet(change: Change): Promise<void> {
  const { before, after } = images(Users, change)
  if (!after?.verifiedAt || before?.verifiedAt || !after.email) return
  await beginSettings(after.id, after.verifiedAt)
  const at = Date.parse(after.verifiedAt)
  await enqueue(newMail(after.id, "welcome", at, { kind: "welcome" }))
}

class Unneeded extends Error {}
const unneeded = (): Error => new Unneeded()

async function beginSettings(user: string, since: string): Promise<void> {
  const mayGetMail = {
    kind: "check",
    key: userKey(user),
    condition: "attribute_exists(verifiedAt) AND attribute_exists(email)",
    refusal: unneeded,
  } as const
  try {
    await commit([putMailSettings(defaultSettings(user, since), undefined, unneeded), mayGetMail])
  } catch (error) {
    // They have chosen already, or are gone, or have no address.
    if (!(error instanceof Unneeded)) throw error
  }
}

async function inPieces<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  for (const some of chunks(all, AT_ONCE)) await Promise.all(some.map(work))
}
