/** Writes of a member's own state and counters, as values for commit(). Who they are: members.ts. */
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, type Write } from "../commit.ts"
import { userKey } from "../keys/users.ts"
import { readKey } from "../keys/watching.ts"
import { stateSets } from "./watching.ts"

/** Adds to what a member has written. The item is only this member's, so nobody waits for it. */
export function countForAuthor(user: string, by: { topics: number; posts: number }): Write {
  return {
    kind: "update",
    key: userKey(user),
    update: "ADD topicCount :topics, postCount :posts",
    condition: EXISTS,
    values: { ":topics": by.topics, ":posts": by.posts },
    refusal: () => new ForumError("unauthenticated", "session-ended"),
  }
}

/** What a member says about themselves; the last of two that come at once holds. */
export function setAbout(user: string, about: string): Write {
  return {
    kind: "update",
    repeatable: true,
    key: userKey(user),
    update: "SET about = :about, updatedAt = :at, version = version + :one",
    condition: `${EXISTS} AND attribute_not_exists(leftAt)`,
    values: { ":about": about, ":at": nowIso(), ":one": 1 },
    refusal: () => new ForumError("unauthenticated", "session-ended"),
  }
}

/** Whether others see when a member was last here. */
export function setLastSeenShown(user: string, shown: boolean): Write {
  return {
    kind: "update",
    repeatable: true,
    key: userKey(user),
    update: `SET ${shown ? "showsLastSeen = :true, " : ""}updatedAt = :at, version = version + :one${shown ? "" : " REMOVE showsLastSeen"}`,
    condition: `${EXISTS} AND attribute_not_exists(leftAt)`,
    values: { ":at": nowIso(), ":one": 1, ...(shown && { ":true": true }) },
    refusal: () => new ForumError("unauthenticated", "session-ended"),
  }
}

/**
 * Remembers the newest post read; an older one changes nothing (the refusal says so).
 * @param read the post and, where it is known, its place in the topic from 1
 */
export function markRead(
  place: { user: string; topic: string },
  read: { post: string; number?: number },
  at: string,
  refusal: () => Error,
): Write {
  const { sets, names, values } = stateSets(place, at)
  const numbered = read.number !== undefined
  return {
    kind: "update",
    repeatable: true,
    key: readKey(place.user, place.topic),
    update: `SET ${sets}, lastRead = :post${numbered ? ", lastNumber = :number" : " REMOVE lastNumber"}`,
    condition: "attribute_not_exists(lastRead) OR lastRead < :post",
    names,
    values: { ...values, ":post": read.post, ...(numbered && { ":number": read.number }) },
    refusal,
  }
}

/** Keeps a like in the member's own state of the topic. Without a condition: a set holds it once. */
export function setLike(user: string, topic: string, post: string, liked: boolean, at: string): Write {
  const { sets, names, values } = stateSets({ user, topic }, at)
  return {
    kind: "update",
    key: readKey(user, topic),
    update: `SET ${sets} ${liked ? "ADD" : "DELETE"} likes :posts`,
    names,
    values: { ...values, ":posts": new Set([post]) },
  }
}
