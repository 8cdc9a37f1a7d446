/** The outbox: every mail is an item first. Whoever sends one takes it first, so that two workers never send it both. */
import { chance, DAY, epochSecondsIn, HOUR, MINUTE, now, nowIso, SECOND } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { mintId, timeOf } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { About, Mail } from "#lib/db/items/mails.ts"
import { getMail } from "#lib/db/patterns/mails.ts"
import { changeMail, putMail, stillWithdrawn } from "#lib/db/writes/mails.ts"

/**
 * Who took a mail has it for so long: longer than a mail server may take for each of its answers. A worker that
 * dies with it costs the mail this much time; one that is still at it then sends it twice, with one Message-ID.
 */
export const LEASE = 3 * MINUTE
/** Half a minute, then always twice as long, six hours at most: a mail server may be away for a day. */
const FIRST_WAIT = 30 * SECOND
const LONGEST_WAIT = 6 * HOUR
export const MAX_TRIES = 13
/**
 * What was sent stays known, so that a change told late makes no second mail, nor a digest: that of a week reaches eight
 * days further back.
 */
export const MEMORY = 16 * DAY
const LIFE = 5 * DAY
/** What is out of sight, and whose notification does not say so, is looked at again after half its age; at least so often. */
const [SHORTEST_LOOK, LONGEST_LOOK] = [MINUTE, HOUR]

/** Why a mail was not sent that may be wanted again: what it tells of was out of sight, and may be shown again. */
export const WITHDRAWN = "it was withdrawn"
/** The same, where the notification does not say so yet: that follows from the stream. */
export const HIDDEN = "the member may not see the post, or it was removed"

class Lost extends Error {}
class Back extends Error {}
const lost = (): Error => new Lost()

/**
 * A mail that waits. @param cause says why the member gets one, and only one: told again it gives the same mail
 * @param at milliseconds since 1970: when that was · @param after not to be tried before so many milliseconds
 */
export function newMail(
  user: string,
  cause: string,
  at: number,
  about: About,
  { after = 0, goodFor = LIFE }: { after?: number; goodFor?: number } = {},
): Mail {
  return {
    id: mintId(at, `mail ${user} ${cause}`),
    user,
    about,
    state: "waiting",
    dueAt: iso(Math.max(at + after, now())),
    goodUntil: iso(now() + goodFor),
    tries: 0,
    createdAt: nowIso(),
    updatedAt: nowIso(),
    expiresAt: epochSecondsIn(Math.max(MEMORY, goodFor)),
  }
}

/** The mail that tells of a notification at once: the same whoever makes it. @param after as of newMail */
export function noticeMail(user: string, notification: string, after = 0): Mail {
  const about = { kind: "notification", notification } as const
  return newMail(user, `notification ${notification}`, timeOf(notification), about, { after })
}

/** Puts a mail into the outbox. @returns false when one of that cause is or was there */
export function enqueue(mail: Mail): Promise<boolean> {
  return unlessLost(commit([putMail(mail, lost)]))
}

/** A mail as whoever tries it has it, for a while. */
export function taken(mail: Mail): Mail {
  return { ...mail, dueAt: iso(now() + LEASE), tries: mail.tries + 1, updatedAt: nowIso() }
}

/** Takes a mail for a while to try it. @returns it as it is now, or undefined when somebody else has it */
export async function take(mail: Mail): Promise<Mail | undefined> {
  const mine = taken(mail)
  return (await unlessLost(commit([changeMail(mail, mine, lost)]))) ? mine : undefined
}

/** It went out, or was not wanted any more. What it said is forgotten. */
export async function finish(mail: Mail, state: "sent" | "skipped", reason?: string): Promise<void> {
  await change(mail, { state, reason, about: withoutText(mail.about) })
}

/** Not sent, as its notification is out of sight. Where that is shown again at this moment, it waits. */
export async function skipWithdrawn(mail: Mail, notification: string): Promise<void> {
  const skipped = { state: "skipped", reason: WITHDRAWN, updatedAt: nowIso() } as const
  const isBack = (): Error => new Back()
  try {
    await unlessLost(
      commit([changeMail(mail, skipped, lost), stillWithdrawn(mail.user, notification, isBack)]),
    )
  } catch (error) {
    if (!(error instanceof Back)) throw error
    await waitInSight(mail)
  }
}

/** It waits until its notification says whether it is out of sight. That is no try. */
export async function waitInSight(mail: Mail): Promise<void> {
  const age = now() - Date.parse(mail.createdAt)
  const dueAt = iso(now() + Math.min(Math.max(SHORTEST_LOOK, age / 2), LONGEST_LOOK))
  const isOver = dueAt > mail.goodUntil
  await change(mail, isOver ? { state: "skipped", reason: HIDDEN } : { dueAt, tries: mail.tries - 1 })
}

/** Whether a mail was not sent for no other reason than that what it tells of was out of sight. */
export const isUntold = ({ state, reason }: Mail): boolean =>
  state === "skipped" && (reason === WITHDRAWN || reason === HIDDEN)

/** What a mail tells of is in sight again: it waits as if it were new, unless it was told of meanwhile. */
export async function enqueueAgain(mail: Mail): Promise<void> {
  if (await enqueue(mail)) return
  const before = await getMail(mail.user, mail.id)
  if (!before || !isUntold(before)) return
  const { dueAt, goodUntil, tries, expiresAt } = mail
  await change(before, { state: "waiting", dueAt, goodUntil, tries, expiresAt, reason: undefined })
}

/** It did not go out, and is tried again some time, unless it was tried often enough. */
export async function putOff(mail: Mail, reason: string): Promise<void> {
  const wait = Math.min(FIRST_WAIT * 2 ** (mail.tries - 1), LONGEST_WAIT) * (0.9 + 0.2 * chance())
  const dueAt = iso(now() + wait)
  const isOver = mail.tries >= MAX_TRIES || dueAt > mail.goodUntil
  await (isOver ? giveUp(mail, reason) : change(mail, { dueAt, reason }))
}

/** It will not go out; staff can see why. */
export async function giveUp(mail: Mail, reason: string): Promise<void> {
  await change(mail, { state: "failed", reason, about: withoutText(mail.about) })
}

/**
 * For staff: tries a mail again that was given up, or sooner one that waits.
 * @throws ForumError not-found/mail-missing, conflict/mail-gone (sent, or its text is forgotten)
 */
export async function retryMail(user: string, id: string): Promise<Mail> {
  const mail = await getMail(user, id)
  if (!mail) throw new ForumError("not-found", "mail-missing")
  const hasText = mail.about.kind !== "letter" || mail.about.sealed !== undefined
  if (!["waiting", "failed"].includes(mail.state) || !hasText) throw new ForumError("conflict", "mail-gone")
  const again = {
    state: "waiting" as const,
    dueAt: nowIso(),
    tries: 0,
    goodUntil: iso(now() + LIFE),
    expiresAt: epochSecondsIn(MEMORY),
  }
  await commit([changeMail(mail, again, () => new ForumError("conflict", "busy"))])
  return { ...mail, ...again }
}

/** Whoever lost it meanwhile says nothing of it: somebody else does. */
async function change(mail: Mail, change: Partial<Mail>): Promise<void> {
  await changeIfOurs(mail, change)
}

/** Changes a mail, if it is as it was read. @returns false when it is not */
export function changeIfOurs(mail: Mail, change: Partial<Mail>): Promise<boolean> {
  return unlessLost(commit([changeMail(mail, { ...change, updatedAt: nowIso() }, lost)]))
}

const withoutText = (about: About): About => (about.kind === "letter" ? { kind: "letter" } : about)

async function unlessLost(writing: Promise<void>): Promise<boolean> {
  try {
    await writing
    return true
  } catch (error) {
    if (error instanceof Lost) return false
    throw error
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
