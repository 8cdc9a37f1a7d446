/** Mails that wait or failed, and what members want of them. */
import { lowestIdAt } from "#lib/base/ids.ts"
import { get, getMany } from "../batch.ts"
import { type Mail, MailOffs, type MailSettings, MailSettingsItems, Mails } from "../items/mails.ts"
import { type Inbox, Inboxes, type Notification, Notifications } from "../items/notifications.ts"
import { type User, Users } from "../items/users.ts"
import { all } from "../keys/key.ts"
import { DIGESTS_DUE, mailKey, mailOffKey, mailSettingsKey, mailsByState } from "../keys/mails.ts"
import { inboxKey, notificationKey } from "../keys/notifications.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { userKey } from "../keys/users.ts"
import { query, type Raw } from "../query.ts"

/** As many mails as are taken from the queue, or shown, at a time. */
export const MAILS_AT_ONCE = 25

/** AP-80: a mail to a member by its id, consistently. */
export async function getMail(user: string, id: string): Promise<Mail | undefined> {
  return Mails.read(await get(mailKey(user, id), { consistent: true }))
}

/** AP-80b: a member's mails by their ids, at most 200, consistently; those that are there. */
export async function mailsThere(user: string, ids: string[]): Promise<Mail[]> {
  const items = await getMany(
    ids.map((id) => mailKey(user, id)),
    { consistent: true },
  )
  return Mails.readAll(items.filter((item) => item !== undefined))
}

/** AP-81: mails to be tried by now (ISO 8601), the longest due first. */
export async function mailsDue(now: string): Promise<Mail[]> {
  const pk = mailsByState("waiting")
  const { items } = await query({ index: "GSI3", pk, between: ["0", `${now}#~`], limit: MAILS_AT_ONCE })
  // Also those whose time to live is over: who takes them from the queue makes room for others.
  return items.map((item) => Mails.decode(item))
}

/** AP-81b: mails that wait (next one first) or were given up (newest first), for staff, a page at a time. */
export async function mailsInState(state: "waiting" | "failed", after?: Mail): Promise<Mail[]> {
  const { items } = await query({
    index: "GSI3",
    pk: mailsByState(state),
    descending: state === "failed",
    after: after && indexKeyOf(after),
    limit: MAILS_AT_ONCE,
  })
  return Mails.readAll(items)
}

/** AP-82: what members want of mail, in the order asked for; undefined where nobody was asked yet. */
export async function mailSettingsOf(
  users: string[],
  { consistent = false } = {},
): Promise<(MailSettings | undefined)[]> {
  const items = await getMany(users.map(mailSettingsKey), { consistent })
  return items.map((item) => MailSettingsItems.read(item))
}

/** AP-83: members whose digest is due by now (ISO 8601), the longest due first. */
export async function digestsDue(now: string): Promise<MailSettings[]> {
  const { items } = await query({
    index: "GSI3",
    pk: DIGESTS_DUE,
    between: ["0", `${now}#~`],
    limit: MAILS_AT_ONCE,
  })
  return MailSettingsItems.readAll(items)
}

/** AP-86: all that decides whether a member is told of a notification by mail, consistently. */
export async function noticeScene(
  user: string,
  notification: string,
): Promise<{ member?: User; settings?: MailSettings; inbox?: Inbox; notification?: Notification }> {
  const keys = [userKey(user), mailSettingsKey(user), inboxKey(user), notificationKey(user, notification)]
  const [member, settings, inbox, found] = await getMany(keys, { consistent: true })
  return {
    member: Users.read(member),
    settings: MailSettingsItems.read(settings),
    inbox: Inboxes.read(inbox),
    notification: Notifications.read(found),
  }
}

/** AP-84: whether a member wants no mail about a topic. */
export async function isTopicMailOff(user: string, topic: string): Promise<boolean> {
  return MailOffs.read(await get(mailOffKey(user, topic), { consistent: true })) !== undefined
}

/** AP-85: topics of which a member wants no mail, a page of them in the order of their ids. */
export async function topicsWithoutMail(user: string, after?: string): Promise<string[]> {
  const { items } = await query({
    pk: mailOffKey(user, "").PK,
    beginsWith: PREFIX.mailOff,
    after: after ? mailOffKey(user, after) : undefined,
    limit: MAILS_AT_ONCE,
  })
  return MailOffs.readAll(items).map(({ topic }) => topic)
}

/**
 * AP-87: what was told in an issue of the inbox, and what in a later one, of the newest 200 notifications whose cause is
 * not older than `since` (ISO 8601), with the inbox, consistently; 50 a read, withdrawn ones are among them.
 */
export async function notificationsOfIssue(
  user: string,
  issue: number,
  since: string,
): Promise<{ notifications: Notification[]; later: Notification[]; inbox: Pick<Inbox, "round"> }> {
  const from = notificationKey(user, lowestIdAt(Date.parse(since)))
  const [items, inbox] = await Promise.all([
    newest(from.PK, [from.SK, all(PREFIX.notification)[1]]),
    get(inboxKey(user), { consistent: true }),
  ])
  const found = Notifications.readAll(items)
  return {
    notifications: found.filter((one) => (one.issue ?? 0) === issue),
    later: found.filter((one) => (one.issue ?? 0) > issue),
    inbox: Inboxes.read(inbox) ?? { round: 0 },
  }
}

async function newest(pk: string, between: [string, string]): Promise<Raw[]> {
  const found: Raw[] = []
  for (let after: Record<string, string> | undefined; found.length < MOST_NEWS; ) {
    const range = { pk, between, descending: true, limit: NEWS_AT_ONCE, consistent: true }
    const { items, last } = await query({ ...range, ...(after && { after }) })
    found.push(...items)
    if (!last) break
    after = last
  }
  return found
}

const NEWS_AT_ONCE = 50
const MOST_NEWS = 200

function indexKeyOf(mail: Mail): Record<string, string> {
  const { PK, SK, GSI3PK, GSI3SK } = Mails.encode(mail) as Record<string, string>
  return { PK: PK!, SK: SK!, GSI3PK: GSI3PK!, GSI3SK: GSI3SK! }
}
