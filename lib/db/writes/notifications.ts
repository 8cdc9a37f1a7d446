/** Writes of notifications, as values for commit(). What counts as unread goes with countUnread, in one transaction. */
import { epochSecondsIn } from "#lib/base/clock.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import {
  type Answered,
  Answereds,
  type FanOut,
  FanOuts,
  type Inbox,
  type Liked,
  Likeds,
  type Notification,
  Notifications,
} from "../items/notifications.ts"
import { fanOutKey, inboxKey, likedKey, notificationKey } from "../keys/notifications.ts"
import { overtaken } from "../retry.ts"

export function putNotification(one: Notification): Write {
  return { kind: "put", item: Notifications.encode(one), condition: IS_NEW, refusal: overtaken }
}

/**
 * Adds to what is unread, if everything still counts from the same round.
 * @param isNews something comes with it, or comes back: then the same digest must still collect
 */
export function countUnread(inbox: Inbox, by: number, { isNews = false } = {}): Write {
  const { user, round } = inbox
  const sameRound = round === 0 ? "(attribute_not_exists(#round) OR #round = :round)" : "#round = :round"
  const { condition, values } = sameIssue(inbox)
  return {
    kind: "update",
    key: inboxKey(user),
    update: "SET #user = :user, entityType = :type, #round = :round ADD unread :by",
    condition: isNews ? `${sameRound} AND ${condition}` : sameRound,
    names: { "#user": "user", "#round": "round" },
    values: {
      ...{ ":user": user, ":type": "Inbox", ":round": round, ":by": by },
      ...(isNews && values),
    },
    refusal: overtaken,
  }
}

function sameIssue({ issue }: Pick<Inbox, "issue">): { condition: string; values?: Record<string, number> } {
  return issue === undefined
    ? { condition: "attribute_not_exists(issue)" }
    : { condition: "issue = :issue", values: { ":issue": issue } }
}

/** A digest has all that came up to now: from here on the next one collects. */
export function beginIssue(inbox: Pick<Inbox, "user" | "issue">): Write {
  const { condition, values } = sameIssue(inbox)
  return {
    kind: "update",
    key: inboxKey(inbox.user),
    update:
      "SET issue = :next, #user = :user, entityType = :type, #round = if_not_exists(#round, :none), unread = if_not_exists(unread, :none)",
    condition,
    names: { "#user": "user", "#round": "round" },
    values: {
      ...{ ":next": (inbox.issue ?? 0) + 1, ":user": inbox.user, ":type": "Inbox", ":none": 0 },
      ...values,
    },
    refusal: overtaken,
  }
}

/** Everything that came up to now is read. */
export function beginRound({ user, round }: Inbox): Write {
  return {
    kind: "update",
    repeatable: true,
    key: inboxKey(user),
    update: "SET #round = :next, unread = :none",
    condition: "#round = :round",
    names: { "#round": "round" },
    values: { ":round": round, ":next": round + 1, ":none": 0 },
    refusal: overtaken,
  }
}

/** What ran out unread is not counted any more; each such change of the stream counts once. */
export function countExpired(inbox: Inbox, by: number, through: string): Write {
  return {
    kind: "update",
    repeatable: true,
    key: inboxKey(inbox.user),
    update: "SET expiredThrough = :through ADD unread :by",
    condition: `#round = :round AND ${inbox.expiredThrough === undefined ? "attribute_not_exists(expiredThrough)" : "expiredThrough = :before"}`,
    names: { "#round": "round" },
    values: {
      ":through": through,
      ":by": -by,
      ":round": inbox.round,
      ...(inbox.expiredThrough !== undefined && { ":before": inbox.expiredThrough }),
    },
    refusal: overtaken,
  }
}

/** What of a notification changes: who did it, whether it is read or out of sight, in which digest, and where its post lies. */
const CHANGING = ["by", "count", "category", "topic", "readAt", "withdrawn", "issue"] as const
const INDEX_KEYS = ["GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK"] as const

/** Puts `after` in the place of `before`, if that is still as it was seen. */
export function changeNotification(before: Notification, after: Notification): Write {
  const [old, item] = [Notifications.encode(before), Notifications.encode(after)]
  const changed = [...CHANGING, ...INDEX_KEYS].filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(item[name]),
  )
  const set = changed.filter((name) => item[name] !== undefined)
  const removed = changed.filter((name) => item[name] === undefined)
  return {
    kind: "update",
    key: notificationKey(before.user, before.id),
    update: [
      set.length > 0 && `SET ${set.map((name) => `#${name} = :${name}`).join(", ")}`,
      removed.length > 0 && `REMOVE ${removed.map((name) => `#${name}`).join(", ")}`,
    ]
      .filter(Boolean)
      .join(" "),
    condition: asSeen(before),
    names: Object.fromEntries([...changed, ...SEEN].map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(set.map((name) => [`:${name}`, item[name]])),
      ":seen": before.round,
    },
    refusal: overtaken,
  }
}

/** It gets no mail of its own: it is for the digest that collects now. Whether it is read is seen when that is made. */
export function leaveToDigest(id: string, inbox: Pick<Inbox, "user" | "issue">): Write[] {
  return [
    {
      kind: "update",
      key: notificationKey(inbox.user, id),
      update: `SET forDigest = :yes${inbox.issue === undefined ? " REMOVE issue" : ", issue = :issue"}`,
      condition: EXISTS,
      values: { ":yes": true, ...sameIssue(inbox).values },
      refusal: () => new Gone(),
    },
    { kind: "check", key: inboxKey(inbox.user), ...sameIssue(inbox), refusal: overtaken },
  ]
}

/** What was to be changed is not there any more. */
export class Gone extends Error {}

const SEEN = ["round", "readAt", "withdrawn"] as const

function asSeen(one: Notification): string {
  const is = (name: "readAt" | "withdrawn"): string =>
    `attribute_${one[name] ? "exists" : "not_exists"}(#${name})`
  return `${EXISTS} AND #round = :seen AND ${is("readAt")} AND ${is("withdrawn")}`
}

/** Takes away what was told, if it is still as it was seen. */
export function deleteNotification(one: Notification): Write {
  return {
    kind: "delete",
    key: notificationKey(one.user, one.id),
    condition: asSeen(one),
    names: Object.fromEntries(SEEN.map((name) => [`#${name}`, name])),
    values: { ":seen": one.round },
    refusal: overtaken,
  }
}

/** Remembers what tells of a post's likes, if nobody else said so meanwhile. */
export function putLiked(liked: Liked, before: Liked | undefined): Write {
  const item = Likeds.encode(liked)
  if (!before) return { kind: "put", item, condition: IS_NEW, refusal: overtaken }
  return {
    kind: "put",
    item,
    condition: "notification = :notification AND lastAt = :at",
    values: { ":notification": before.notification, ":at": before.lastAt },
    refusal: overtaken,
  }
}

/** Without a condition beyond that it is there: sent with the deletion of the notification. */
export function deleteLiked({ user, post }: Liked): Write {
  return { kind: "delete", key: likedKey(user, post), condition: EXISTS, refusal: overtaken }
}

/** Remembers what tells of an answer; it stays also when it is not the answer any more. */
export function putAnswered(answered: Answered): Write {
  return {
    kind: "put",
    item: Answereds.encode(answered),
    condition: IS_NEW_OR_OVER,
    values: over(),
    refusal: overtaken,
  }
}

const IS_NEW_OR_OVER = `${IS_NEW} OR expiresAt <= :now`
const over = () => ({ ":now": epochSecondsIn(0) })

/** Begins a work, or begins it again. Without a condition: whoever is at an older beginning stops. */
export function putFanOut(work: FanOut): Write {
  return { kind: "put", item: FanOuts.encode(work) }
}

/** Takes a work up, or notes how far it came. @param from the run as it was read */
export function goOnWithFanOut(work: FanOut, from: string): Write {
  return {
    kind: "put",
    repeatable: true,
    item: FanOuts.encode(work),
    condition: "run = :run",
    values: { ":run": from },
    refusal: overtaken,
  }
}

export function deleteFanOut({ id, run }: FanOut): Write {
  return {
    kind: "delete",
    repeatable: true,
    key: fanOutKey(id),
    condition: "run = :run",
    values: { ":run": run },
    refusal: overtaken,
  }
}
