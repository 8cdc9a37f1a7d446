/** Writes by which one account becomes part of another one of the same person, as values for commit(). */
import { nowIso } from "#lib/base/clock.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import type { Person } from "../items/entity.ts"
import { type Post, type Reaction, Reactions, type Revision } from "../items/posts.ts"
import { Appearances } from "../items/sagas.ts"
import type { Topic } from "../items/topics.ts"
import { type User, UserNames } from "../items/users.ts"
import { byAuthor, removedByAuthor } from "../keys/indexes.ts"
import type { Key } from "../keys/key.ts"
import { postKey, reactionKey, revisionKey } from "../keys/posts.ts"
import { topicKey } from "../keys/topics.ts"
import { credentialKey, emailKey, namedKey, twoStepKey, userKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

/** How many names of before are remembered, as for who takes another name. */
const FORMER_NAMES = 20

/**
 * Ends an account at once: nobody signs in to it any more. Its names lead to the other one from now on.
 * @param former the name that stands for the rest of it · @param skeletons of all names that were theirs
 */
export function endMerged(
  from: User,
  into: User,
  former: { name: string; skeleton: string },
  skeletons: string[],
): Write[] {
  const names = [...(into.formerNames ?? []), from.name, ...(from.formerNames ?? [])]
  const own: Pick<Write, "condition" | "names" | "values" | "refusal"> = {
    condition: `${IS_NEW} OR #user = :user`,
    names: { "#user": "user" },
    values: { ":user": from.id },
    refusal: overtaken,
  }
  return [
    {
      kind: "update",
      key: userKey(from.id),
      update:
        "SET #name = :former, about = :nothing, leftAt = :at, updatedAt = :at, sessionEpoch = sessionEpoch + :one, version = version + :one REMOVE email, verifiedAt, formerNames, renamedAt, twoStepAt, endedSessions, trustGiven, wards",
      condition:
        "sessionEpoch = :epoch AND version = :version AND #role = :role AND attribute_not_exists(leftAt)",
      names: { "#name": "name", "#role": "role" },
      values: {
        ...{ ":former": former.name, ":nothing": "", ":at": nowIso(), ":one": 1 },
        ...{ ":epoch": from.sessionEpoch, ":version": from.version, ":role": from.role },
      },
      refusal: overtaken,
    },
    {
      kind: "update",
      key: userKey(into.id),
      update: "SET formerNames = :names, updatedAt = :at, version = version + :one",
      condition: "version = :version AND sessionEpoch = :epoch AND attribute_not_exists(leftAt)",
      values: {
        ":names": [...new Set(names)].slice(0, FORMER_NAMES),
        ...{ ":at": nowIso(), ":one": 1, ":version": into.version, ":epoch": into.sessionEpoch },
      },
      refusal: overtaken,
    },
    {
      kind: "put",
      item: UserNames.encode({ skeleton: former.skeleton, user: from.id }),
      condition: IS_NEW,
      refusal: overtaken,
    },
    ...[...new Set(skeletons)].map(
      (skeleton): Write => ({ kind: "put", item: UserNames.encode({ skeleton, user: into.id }), ...own }),
    ),
    ...(from.email ? [{ kind: "delete", key: emailKey(from.email), ...own } as const] : []),
    // Without a condition: only this member's.
    { kind: "delete", key: credentialKey(from.id) },
    { kind: "delete", key: twoStepKey(from.id) },
  ]
}

/** Wherever the member stands in a topic's row the other one does; their own topic goes into the other one's list. */
export function giveTopic(topic: Topic, from: string, into: Person): Write | undefined {
  const places = standing(from, {
    author: topic.author,
    "lastPost.author": topic.lastPost.author,
    "answer.author": topic.answer?.author,
    "removed.#by": topic.removed?.by,
  })
  const isTheirs = topic.author.id === from || topic.author.id === into.id
  return give(topicKey(topic.category, topic.id), places, from, into, {
    removed: topic.removed !== undefined,
    ...(isTheirs && { list: "TOPIC" }),
  })
}

/** The same of a post of theirs. */
export function givePost(post: Post, from: string, into: Person): Write | undefined {
  const places = standing(from, { author: post.author, "removed.#by": post.removed?.by })
  return give(postKey(post.topic, post.id), places, from, into, {
    removed: post.removed !== undefined,
    list: "POST",
  })
}

const standing = (from: string, people: Record<string, Person | undefined>): string[] =>
  Object.keys(people).filter((place) => people[place]?.id === from)

function give(
  key: Key,
  places: string[],
  from: string,
  into: Person,
  { removed, list }: { removed: boolean; list?: "TOPIC" | "POST" },
): Write | undefined {
  if (places.length === 0 && !list) return undefined
  const sets = [...places.map((place) => `${place} = :into`), ...(list ? ["GSI1PK = :list"] : [])]
  return {
    kind: "update",
    key,
    update: `SET ${sets.join(", ")}`,
    // As it was read: who hides or restores it meanwhile says in which list it is.
    condition: [
      removed ? "attribute_exists(removed)" : `${EXISTS} AND attribute_not_exists(removed)`,
      ...places.map((place) => `${place}.id = :from`),
    ].join(" AND "),
    ...(places.includes("removed.#by") && { names: { "#by": "by" } }),
    values: {
      ...(places.length > 0 && { ":into": into, ":from": from }),
      ...(list && { ":list": (removed ? removedByAuthor : byAuthor)(list, into.id) }),
    },
    refusal: overtaken,
  }
}

/** Who wrote a version of a text. */
export function giveRevision({ post, n }: Revision, from: string, into: Person): Write {
  return {
    kind: "update",
    key: revisionKey(post, n),
    update: "SET editor = :into",
    condition: "editor.id = :from",
    values: { ":into": into, ":from": from },
    refusal: overtaken,
  }
}

/** A like goes over. @param isTheirs whether the other account may have it: nobody likes their own post, or twice */
export function giveReaction(reaction: Reaction, into: Person, isTheirs: boolean): Write[] {
  const gone: Write = {
    kind: "delete",
    key: reactionKey(reaction.post, reaction.user.id),
    condition: EXISTS,
    refusal: overtaken,
  }
  if (!isTheirs) return [gone]
  const item = Reactions.encode({ ...reaction, user: into })
  return [gone, { kind: "put", item, condition: IS_NEW, refusal: overtaken }]
}

/** That a name of theirs stands in a post. Without conditions: it does, whoever says so. */
export function giveAppearance(post: string, from: string, into: string): Write[] {
  return [
    { kind: "delete", key: namedKey(from, post) },
    { kind: "put", item: Appearances.encode({ user: into, post }) },
  ]
}
