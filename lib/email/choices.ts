/** What members may choose to be told by mail, and what holds for who has chosen nothing. */
import { DAY } from "#lib/base/clock.ts"
import type { Choice, Frequency, MailSettings } from "#lib/db/items/mails.ts"
import type { NotificationKind } from "#lib/db/items/notifications.ts"
import type { User } from "#lib/db/items/users.ts"
import { t } from "#lib/words/t.ts"

/** What is said to somebody to speak to at once, what can wait is in the digest. In the order of the page. */
export const DEFAULT_CHOICES: Record<NotificationKind, Choice> = {
  mention: "at-once",
  quote: "at-once",
  reply: "at-once",
  answer: "at-once",
  "own-topic": "at-once",
  "watched-topic": "at-once",
  "watched-category": "digest",
  followed: "digest",
  like: "digest",
  moderation: "at-once",
}
export const KIND_NAMES = Object.keys(DEFAULT_CHOICES) as NotificationKind[]

const DIGEST: Frequency = "weekly"
/** Digests go out in the morning of Europe and the night of America: one time for all, as members name no time zone. */
const DIGEST_HOUR = 6

/** What holds for who has never chosen. @param since ISO 8601: digests tell what happens from then on */
export function defaultSettings(user: string, since: string): MailSettings {
  return {
    ...{ user, choices: {}, digest: DIGEST, off: false, digestedAt: since },
    nextDigestAt: nextDigest(user, DIGEST, Date.parse(since)),
    ...{ version: 0, updatedAt: since },
  }
}

/** What a member chose for a kind, or what holds by default. */
export function choiceOf(settings: MailSettings, kind: NotificationKind): Choice {
  return settings.choices[kind] ?? DEFAULT_CHOICES[kind]
}

/** A kind on the page of settings: "when somebody mentions me". */
export function toMe(kind: NotificationKind): string {
  return t(`letters.me.${kind}`)
}

/** A kind said to the member: "when somebody mentions you". */
export function toYou(kind: NotificationKind): string {
  return t(`letters.you.${kind}`)
}

/** Why a member gets no mail about what happens in the forum, or undefined when they may get some. */
export function whyNoMail(
  user: User | undefined,
  settings: MailSettings,
  now: string,
  // Who is suspended is told all the same what is decided about them, and what they are answered.
  { evenSuspended = false } = {},
): string | undefined {
  if (!user) return "there is no such member any more"
  if (!user.email || !user.verifiedAt) return "the member has no confirmed address"
  if (!evenSuspended && user.suspendedUntil && user.suspendedUntil > now) return "the member is suspended"
  if (settings.off) return "the member wants no mail"
  if (isStopped(user, settings)) return `mail to the address is stopped (${settings.stopped?.why})`
  return undefined
}

/** Whether mail to the member's present address is stopped. */
export function isStopped(user: Pick<User, "email">, settings: MailSettings): boolean {
  return settings.stopped !== undefined && settings.stopped.address === user.email
}

/**
 * When the next digest after a time is due, ISO 8601. Each member has a weekday and some minutes of their own, so
 * that not all go out at once.
 */
export function nextDigest(user: string, frequency: Frequency, after: number): string {
  const number = [...user.slice(-6)].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)
  const days = frequency === "weekly" ? 7 : 1
  const first = (number % days) * DAY + DIGEST_HOUR * 3_600_000 + (number % 120) * 60_000
  const period = days * DAY
  return new Date(first + (Math.floor((after - first) / period) + 1) * period).toISOString()
}
