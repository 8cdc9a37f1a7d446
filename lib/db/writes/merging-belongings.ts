/** Writes by which what an account kept for itself becomes the other one's of the same person, as values for commit(). */
import { nowIso } from "#lib/base/clock.ts"
import { IS_NEW, type Write } from "../commit.ts"
import { type Draft, Drafts } from "../items/drafts.ts"
import { type Note, Notes } from "../items/notes.ts"
import { type Notification, Notifications } from "../items/notifications.ts"
import { type Account, HeldAccounts, type ReadState, ReadStates } from "../items/users.ts"
import { type Bookmark, Bookmarks, TopicWatchers } from "../items/watching.ts"
import { draftKey } from "../keys/drafts.ts"
import { noteKey } from "../keys/notes.ts"
import { notificationKey } from "../keys/notifications.ts"
import { accountKey, heldAccountKey } from "../keys/users.ts"
import { bookmarkKey, readKey, topicWatcherKey } from "../keys/watching.ts"
import { overtaken } from "../retry.ts"

/** A bookmark goes over. */
export function giveBookmark(bookmark: Bookmark, into: string, isTheirs: boolean): Write[] {
  // Without a condition: only the saga changes what is kept under an account that has ended.
  const gone: Write = { kind: "delete", key: bookmarkKey(bookmark.user, bookmark.post) }
  return isTheirs ? [gone, { kind: "put", item: Bookmarks.encode({ ...bookmark, user: into }) }] : [gone]
}

/** A member's state in a topic, as it is with what came over. @param before as it was read */
export function putState(after: ReadState, before: ReadState | undefined): Write[] {
  const put: Write = {
    kind: "put",
    item: ReadStates.encode(after),
    condition: before ? "updatedAt = :before" : IS_NEW,
    ...(before && { values: { ":before": before.updatedAt } }),
    refusal: overtaken,
  }
  if (after.level !== "watching" || before?.level === "watching") return [put]
  // Without a condition: the state says so.
  const { user, topic, level, updatedAt: at } = after
  return [put, { kind: "put", item: TopicWatchers.encode({ user, topic, level, at }) }]
}

/** What is left of the state of the account that ended. Without a condition: nobody else changes it. */
export function shrinkState(
  state: ReadState,
  left: Pick<ReadState, "likes" | "bookmarks"> | undefined,
): Write[] {
  const { user, topic } = state
  if (!left)
    return [
      { kind: "delete", key: readKey(user, topic) },
      { kind: "delete", key: topicWatcherKey(topic, user) },
    ]
  const { likes: _, bookmarks: __, ...rest } = state
  return [{ kind: "put", item: ReadStates.encode({ ...rest, ...left }) }]
}

/** A draft goes over, unless the other account has begun something in the same place. */
export function giveDraft(
  draft: Draft,
  into: string,
  place: Pick<Draft, "place" | "id">,
  isFree: boolean,
): Write[] {
  const gone: Write = { kind: "delete", key: draftKey(draft.user, draft.place) }
  if (!isFree) return [gone]
  const item = Drafts.encode({ ...draft, user: into, ...place })
  return [gone, { kind: "put", item, condition: IS_NEW, refusal: overtaken }]
}

/** What the account was told, as something that is read: nobody is told twice. */
export function giveNotification(one: Notification, into: string, round: number): Write[] {
  const { issue: _, forDigest: __, ...told } = one
  const item = Notifications.encode({ ...told, user: into, round, readAt: one.readAt ?? nowIso() })
  return [
    { kind: "delete", key: notificationKey(one.user, one.id) },
    // Without a condition: what the other one was told of the same thing has another id.
    { kind: "put", item },
  ]
}

/** What staff noted goes over, under the id it has. Without conditions: only the saga changes what is kept there. */
export function giveNote(note: Note, into: string): Write[] {
  return [
    { kind: "delete", key: noteKey(note.member, note.id) },
    { kind: "put", item: Notes.encode({ ...note, member: into }) },
  ]
}

/** Who comes by another service comes to the account that stays. */
export function giveAccount(account: Account, into: string): Write[] {
  const { provider, id, user: from } = account
  return [
    {
      kind: "update",
      key: accountKey(provider, id),
      update: "SET #user = :into",
      condition: "#user = :from",
      names: { "#user": "user" },
      values: { ":into": into, ":from": from },
      refusal: overtaken,
    },
    // Without conditions: they go with the one above.
    { kind: "delete", key: heldAccountKey(from, provider, id) },
    { kind: "put", item: HeldAccounts.encode({ ...account, user: into }) },
  ]
}
