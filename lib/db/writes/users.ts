/** Writes of a member's own state and counters, as values for commit(). Who they are: members.ts. */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, type Write } from "../commit.ts"
import { readKey, userKey } from "../keys.ts"

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

/** Remembers the newest post read; an older one changes nothing (the refusal says so). */
export function markRead(user: string, topic: string, post: string, at: string, refusal: () => Error): Write {
  return {
    kind: "update",
    repeatable: true,
    key: readKey(user, topic),
    update: "SET lastRead = :post, updatedAt = :at, entityType = :type, #user = :user, topic = :topic",
    condition: "attribute_not_exists(lastRead) OR lastRead < :post",
    names: { "#user": "user" },
    values: { ":post": post, ":at": at, ":type": "ReadState", ":user": user, ":topic": topic },
    refusal,
  }
}

/** Keeps a like in the member's own state of the topic. Without a condition: a set holds it once. */
export function setLike(user: string, topic: string, post: string, liked: boolean, at: string): Write {
  return {
    kind: "update",
    key: readKey(user, topic),
    update: `SET updatedAt = :at, entityType = :type, #user = :user, topic = :topic ${liked ? "ADD" : "DELETE"} likes :post`,
    names: { "#user": "user" },
    values: { ":post": new Set([post]), ":at": at, ":type": "ReadState", ":user": user, ":topic": topic },
  }
}
