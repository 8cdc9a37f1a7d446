/** Writes by which a member leaves for good, as values for commit(). */
import { DAY, epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import type { Person, Removal } from "../items/entity.ts"
import type { Post, Revision } from "../items/posts.ts"
import type { Topic } from "../items/topics.ts"
import { NOBODY, type User, UserNames, Users } from "../items/users.ts"
import { removedByAuthor } from "../keys/indexes.ts"
import { postKey, reactionKey, revisionKey } from "../keys/posts.ts"
import { sagaPartKey } from "../keys/sagas.ts"
import { topicKey } from "../keys/topics.ts"
import { credentialKey, emailKey, mirrorsOf, userKey } from "../keys/users.ts"
import type { Raw } from "../query.ts"
import { overtaken } from "../retry.ts"

/** Until few remember whose a name was. */
const NAMES_HELD = 365 * DAY

/**
 * Ends an account: nobody can sign in to it any more, its sessions are over, its address is free. Its
 * names are nobody's for a year: who takes one must not pass for whom others remember.
 * @param former the name that stands for the member from now on, and its skeleton
 * @param skeletons of all names that were theirs
 * @throws (when sent) ForumError conflict: name-taken (try another number), busy
 */
export function endAccount(
  user: User,
  former: { name: string; skeleton: string },
  skeletons: string[],
): Write[] {
  const own: Pick<Write, "condition" | "names" | "values"> = {
    condition: `${IS_NEW} OR #user = :user`,
    names: { "#user": "user" },
    values: { ":user": user.id },
  }
  const held = { user: NOBODY, expiresAt: epochSecondsIn(NAMES_HELD) }
  return [
    {
      kind: "update",
      key: userKey(user.id),
      update:
        "SET #name = :former, #role = :role, about = :nothing, leftAt = :at, updatedAt = :at, sessionEpoch = sessionEpoch + :one, version = version + :one REMOVE email, verifiedAt, formerNames, renamedAt, suspendedUntil, suspendedWhy, silencedUntil, silencedWhy, twoStepAt, endedSessions, wards",
      condition: "sessionEpoch = :epoch AND #name = :name AND attribute_not_exists(leftAt)",
      names: { "#name": "name", "#role": "role" },
      values: {
        ":former": former.name,
        ":name": user.name,
        ":role": "member",
        ":nothing": "",
        ":at": nowIso(),
        ":one": 1,
        ":epoch": user.sessionEpoch,
      },
      refusal: () => new ForumError("conflict", "busy"),
    },
    {
      kind: "put",
      item: UserNames.encode({ skeleton: former.skeleton, user: user.id }),
      condition: IS_NEW,
      refusal: () => new ForumError("conflict", "name-taken"),
    },
    ...[...new Set(skeletons)].map(
      (skeleton): Write => ({ kind: "put", item: UserNames.encode({ skeleton, ...held }), ...own }),
    ),
    ...(user.email ? [{ kind: "delete", key: emailKey(user.email), ...own } as const] : []),
    // Without a condition: only this member's.
    { kind: "delete", key: credentialKey(user.id) },
  ]
}

/** What is left of a member at last: a number, when they came and went, and how much they wrote. */
export function bareProfile(user: User): Write {
  const { id, name, role, sessionEpoch, topicCount, postCount, createdAt, leftAt, version } = user
  const at = nowIso()
  const kept = { id, name, role, sessionEpoch, about: "", topicCount, postCount, createdAt, leftAt }
  return {
    kind: "put",
    item: Users.encode({ ...kept, updatedAt: at, version: version + 1 }),
    condition: "version = :version AND attribute_exists(leftAt)",
    values: { ":version": version },
    refusal: overtaken,
  }
}

/** Empties a post whose author takes their words along; its place stays. */
export function erasePost(post: Post, removed: Removal): Write {
  return {
    kind: "update",
    key: postKey(post.topic, post.id),
    update:
      "SET html = :nothing, erasedAt = :at, removed = :removed, author.#name = :name, version = version + :one REMOVE GSI1PK, GSI1SK, uploads",
    condition: "version = :version AND author.id = :user",
    names: { "#name": "name" },
    values: {
      ":nothing": "",
      ":at": removed.at,
      ":removed": ofStaff(post.removed) ?? removed,
      ":name": removed.by.name,
      ":user": post.author.id,
      ":one": 1,
      ":version": post.version,
    },
    refusal: overtaken,
  }
}

/** Without a condition: what is gone is gone. */
export function deleteRevision({ post, n }: Revision): Write {
  return { kind: "delete", key: revisionKey(post, n) }
}

/** The name beside a source. */
export function renameInRevision({ post, n }: Revision, person: Person): Write {
  return {
    kind: "update",
    key: revisionKey(post, n),
    update: "SET editor.#name = :name",
    condition: "editor.id = :user",
    names: { "#name": "name" },
    values: { ":name": person.name, ":user": person.id },
    refusal: overtaken,
  }
}

/** Without a condition: what is gone is gone. */
export function eraseReaction(post: string, user: string): Write {
  return { kind: "delete", key: reactionKey(post, user) }
}

/** What the row of a topic still says of an erased first post. */
export function eraseExcerpt(topic: Topic): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET excerpt = :nothing, version = version + :one",
    condition: "version = :version",
    values: { ":nothing": "", ":one": 1, ":version": topic.version },
    refusal: overtaken,
  }
}

export const ERASED_TITLE = "Deleted topic"

/** A topic in which nobody else wrote goes with its author: no title, no tags, in no list. */
export function eraseTopic(topic: Topic, removed: Removal): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update:
      "SET title = :title, slug = :slug, excerpt = :nothing, tags = :none, removed = :removed, author.#name = :name, GSI1PK = :author, version = version + :one REMOVE GSI3PK, GSI3SK",
    condition: `${EXISTS} AND version = :version`,
    names: { "#name": "name" },
    values: {
      ":name": removed.by.name,
      ":title": ERASED_TITLE,
      ":slug": "deleted-topic",
      ":nothing": "",
      ":none": [],
      ":removed": ofStaff(topic.removed) ?? removed,
      ":author": removedByAuthor("TOPIC", topic.author.id),
      ":one": 1,
      ":version": topic.version,
    },
    refusal: overtaken,
  }
}

/** That a moderator removed something stays known. */
const ofStaff = (removed: Removal | undefined): Removal | undefined =>
  removed?.byStaff ? removed : undefined

/**
 * Deletes what is kept under a member, each with what mirrors it elsewhere; the profile itself stays. Without
 * conditions: these items are this member's alone, and what is gone is gone.
 */
export function eraseKept(user: string, items: Raw[]): Write[] {
  const keys = items.filter(({ SK }) => SK !== userKey(user).SK)
  return keys.flatMap(({ PK, SK }) =>
    [{ PK, SK }, ...mirrorsOf(user, SK)].map((key): Write => ({ kind: "delete", key })),
  )
}

/** Without a condition: what is gone is gone. */
export function deleteSagaPart(saga: string, n: number): Write {
  return { kind: "delete", key: sagaPartKey(saga, n) }
}
