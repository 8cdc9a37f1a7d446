/** Inboxes: notifications that come, are read and are withdrawn, and the unread count that is always theirs. */
import { commit, type Write } from "#lib/db/commit.ts"
import { type Inbox, isUnread, type Notification } from "#lib/db/items/notifications.ts"
import { Overtaken } from "#lib/db/retry.ts"
import {
  changeNotification,
  countUnread,
  deleteNotification,
  putNotification,
} from "#lib/db/writes/notifications.ts"

/** What becomes of one notification: `before` is absent when it comes, `after` when it goes. */
export type Change = { before?: Notification; after?: Notification }

/** Several changes in one inbox, done together or not at all. */
export type InboxChange = { inbox: Inbox; changes: Change[]; with?: Write[] }

/**
 * The transaction that makes the changes and counts them, so that the count is exact whoever else changes the inbox:
 * it holds only if the inbox is in the same round and each notification as it was seen.
 */
export function inboxWrites({ inbox, changes, with: others = [] }: InboxChange): Write[] {
  const counted = changes.map(({ before, after }) => counts(after, inbox) - counts(before, inbox))
  const by = counted.reduce((sum, one) => sum + one, 0)
  // What is read when it comes is in no digest.
  const isNews = changes.some((change, i) => isComing(change) && counted[i] !== 0)
  return [
    ...changes.flatMap((change) => writeOf(change, inbox)),
    ...others,
    ...(counted.some((one) => one !== 0) ? [countUnread(inbox, by, { isNews })] : []),
  ]
}

/**
 * Makes changes in many inboxes, as many as fit at once.
 * @param again makes those of one member, from reading on, when others were quicker
 */
export async function changeInboxes(
  all: InboxChange[],
  again: (user: string, change: InboxChange) => Promise<unknown>,
): Promise<void> {
  const [late, current] = [all.filter(isOld), all.filter((one) => !isOld(one))]
  for (const one of late) await again(one.inbox.user, one)
  for (const some of packed(current)) {
    try {
      await commit(some.flatMap(inboxWrites))
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      for (const one of some) await again(one.inbox.user, one)
    }
  }
}

/** The inbox was read as it was before its present round, for reads may lag: by that it cannot be told what counts. */
function isOld({ inbox, changes }: InboxChange): boolean {
  return changes.some(({ before }) => before !== undefined && before.round > inbox.round)
}

function counts(one: Notification | undefined, inbox: Inbox): number {
  return one && isUnread(one, inbox) ? 1 : 0
}

function writeOf(change: Change, inbox: Inbox): Write[] {
  const { before } = change
  const after = change.after && isComing(change) ? collected(change.after, inbox) : change.after
  if (before && after) return [changeNotification(before, after)]
  if (before) return [deleteNotification(before)]
  return after ? [putNotification(after)] : []
}

/** What was out of sight comes again: the digest that it came for may be written by now, without it. */
function isComing({ before, after }: Change): boolean {
  return after !== undefined && !after.withdrawn && (!before || before.withdrawn === true)
}

/** For the digest that collects now. */
function collected({ issue: _, ...one }: Notification, { issue }: Inbox): Notification {
  return { ...one, ...(issue !== undefined && { issue }) }
}

/** Larger transactions meet others more often, and are then done one by one. */
const WRITES_AT_ONCE = 60

/** An inbox once in a transaction: DynamoDB wants no item twice. */
function packed(all: InboxChange[]): InboxChange[][] {
  const packs: { list: InboxChange[]; users: Set<string>; writes: number }[] = []
  for (const one of all) {
    const { user } = one.inbox
    const writes = inboxWrites(one).length
    const pack = packs.find((some) => !some.users.has(user) && some.writes + writes <= WRITES_AT_ONCE)
    if (!pack) packs.push({ list: [one], users: new Set([user]), writes })
    else {
      pack.list.push(one)
      pack.users.add(user)
      pack.writes += writes
    }
  }
  return packs.map(({ list }) => list)
}
