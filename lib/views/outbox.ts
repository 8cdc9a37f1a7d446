/** Mail that waits and mail that was given up, for administrators: to whom, what about, why not; never what it says. */
import type { Mail } from "#lib/db/items/mails.ts"
import { MAILS_AT_ONCE, mailsInState } from "#lib/db/patterns/mails.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"

export type MailRow = {
  user: string
  id: string
  /** The member's name, while they are one. */
  name?: string
  kind: Mail["about"]["kind"]
  createdAt: string
  dueAt: string
  tries: number
  /** Why it did not go. */
  reason?: string
}

/** The first page of each; what was seen to leaves the list, and others come. */
export type OutboxView = {
  waiting: MailRow[]
  failed: MailRow[]
  isMoreWaiting: boolean
  isMoreFailed: boolean
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadOutbox(actor: Actor): Promise<OutboxView> {
  authorize(actor, "forum.administer", {})
  const [waiting, failed] = await Promise.all([mailsInState("waiting"), mailsInState("failed")])
  const users = await getUsers([...new Set([...waiting, ...failed].map(({ user }) => user))])
  const names = new Map(users.map(({ id, name }) => [id, name]))
  const rowOf = ({ user, id, about, createdAt, dueAt, tries, reason }: Mail): MailRow => ({
    ...{ user, id, name: names.get(user), kind: about.kind, createdAt, dueAt, tries },
    ...(reason && { reason }),
  })
  return {
    waiting: waiting.map(rowOf),
    failed: failed.map(rowOf),
    isMoreWaiting: waiting.length === MAILS_AT_ONCE,
    isMoreFailed: failed.length === MAILS_AT_ONCE,
  }
}
