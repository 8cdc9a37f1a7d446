/** Writes that bring posts from one topic to another, as values for commit(). */
import { epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import type { Removal } from "../items/entity.ts"
import { type Post, PostSchema } from "../items/posts.ts"
import { type Saga, TopicSagas } from "../items/sagas.ts"
import type { Topic } from "../items/topics.ts"
import type { ReadState } from "../items/users.ts"
import { TopicWatchers } from "../items/watching.ts"
import { byAuthor, removedByAuthor } from "../keys/indexes.ts"
import { timed } from "../keys/key.ts"
import { postKey } from "../keys/posts.ts"
import { activity, byActivity, topicKey } from "../keys/topics.ts"
import { byWatching, readKey, topicWatcherKey } from "../keys/watching.ts"
import type { Whole } from "../patterns/moving.ts"
import type { Raw } from "../query.ts"
import { overtaken } from "../retry.ts"
import { stillCounted } from "./figures.ts"

/**
 * A post goes to another topic, with all that its item holds, unless anything of it changed meanwhile. Its id, and so
 * its place in time and its permanent address, stay.
 */
export function movePost({ post, item }: Whole, to: string, moves: Post["moves"]): Write[] {
  const { movedFrom: _, moves: __, ...rest } = item
  const moved = {
    ...rest,
    ...postKey(to, post.id),
    topic: to,
    movedFrom: post.topic,
    ...(moves && moves.length > 0 && { moves }),
  }
  return [
    { kind: "delete", key: postKey(post.topic, post.id), ...unchanged(item), refusal: overtaken },
    { kind: "put", item: moved, condition: IS_NEW, refusal: overtaken },
  ]
}

/** The condition that an item is what was read: everything in it, and nothing that may be in it besides. */
function unchanged(item: Raw): Pick<Write, "condition" | "names" | "values"> {
  const there = Object.keys(item).filter((name) => name !== "PK" && name !== "SK")
  const absent = Object.keys(PostSchema.shape).filter((name) => !(name in item))
  const conditions = [
    ...there.map((_, i) => `#t${i} = :t${i}`),
    ...absent.map((_, i) => `attribute_not_exists(#a${i})`),
  ]
  return {
    condition: conditions.join(" AND "),
    names: Object.fromEntries([
      ...there.map((name, i) => [`#t${i}`, name]),
      ...absent.map((name, i) => [`#a${i}`, name]),
    ]),
    values: Object.fromEntries(there.map((name, i) => [`:t${i}`, item[name]])),
  }
}

/** A topic whose posts go into another leaves all lists, and its address leads there. */
export function closeMerged(topic: Topic, merged: NonNullable<Topic["merged"]>, removed: Removal): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update:
      "SET merged = :merged, removed = :removed, GSI1PK = :author, version = version + :one REMOVE GSI3PK, GSI3SK",
    condition: `${EXISTS} AND version = :version AND attribute_not_exists(removed)`,
    values: {
      ":merged": merged,
      ":removed": removed,
      ":author": removedByAuthor("TOPIC", topic.author.id),
      ":one": 1,
      ":version": topic.version,
    },
    refusal: overtaken,
  }
}

/** The topic is there again, as it was. */
export function reopenMerged(topic: Topic): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update:
      "SET GSI1PK = :author, GSI3PK = :list, GSI3SK = :activity, version = version + :one REMOVE merged, removed",
    condition: "merged.saga = :saga AND version = :version AND lastPostAt = :last",
    values: {
      ":author": byAuthor("TOPIC", topic.author.id),
      ":list": byActivity(topic.category),
      ":activity": activity(topic.lastPostAt, topic.id),
      ":saga": topic.merged?.saga,
      ":one": 1,
      ":version": topic.version,
      ":last": topic.lastPostAt,
    },
    refusal: overtaken,
  }
}

/** Goes with what brings posts into a topic: it must be one that is there. */
export function checkOpen(topic: Topic): Write {
  return {
    kind: "check",
    key: topicKey(topic.category, topic.id),
    condition: `${EXISTS} AND attribute_not_exists(removed)`,
    refusal: overtaken,
  }
}

/** A like stands in the state of its giver in the topic where the post lies. Without conditions: a set holds it once. */
export function carryLike(user: string, post: string, from: string, to: string): Write[] {
  const at = nowIso()
  const state = (topic: string, verb: "ADD" | "DELETE"): Write => ({
    kind: "update",
    key: readKey(user, topic),
    update: `SET updatedAt = :at, entityType = :type, #user = :user, topic = :topic, GSI3SK = :sort ${verb} likes :post`,
    names: { "#user": "user" },
    values: {
      ":at": at,
      ":type": "ReadState",
      ":user": user,
      ":topic": topic,
      ":sort": timed(at, topic),
      ":post": new Set([post]),
    },
  })
  return [state(from, "DELETE"), state(to, "ADD")]
}

/**
 * How closely a member follows a topic goes along with its posts, where they have no level of their own there yet.
 * @param state theirs in the topic where the posts were · @param refusal raised when they have one by now
 */
export function carryLevel(state: ReadState, to: string, saga: string, refusal: () => Error): Write[] {
  const { user, level, lastRead } = state
  if (!level) return []
  const at = nowIso()
  const kept = level === "watching" || level === "tracking"
  const update: Write = {
    kind: "update",
    key: readKey(user, to),
    update: `SET updatedAt = :at, entityType = :type, #user = :user, topic = :topic, GSI3SK = :sort, #level = :level, carried = :saga${kept ? ", GSI3PK = :list" : ""}${lastRead ? ", lastRead = if_not_exists(lastRead, :read)" : ""}`,
    condition: "attribute_not_exists(#level)",
    names: { "#user": "user", "#level": "level" },
    values: {
      ":at": at,
      ":type": "ReadState",
      ":user": user,
      ":topic": to,
      ":sort": timed(at, to),
      ":level": level,
      ":saga": saga,
      ...(kept && { ":list": byWatching(user) }),
      ...(lastRead && { ":read": lastRead }),
    },
    refusal,
  }
  if (level !== "watching") return [update]
  return [update, { kind: "put", item: TopicWatchers.encode({ topic: to, user, level, at }) }]
}

/** Takes back what carryLevel brought, unless the member has chosen since. */
export function dropLevel(state: ReadState, saga: string): Write[] {
  if (state.carried !== saga || state.chosen) return []
  const { user, topic, bookmarks } = state
  return [
    {
      kind: "update",
      key: readKey(user, topic),
      update: `REMOVE #level, carried${bookmarks ? "" : ", GSI3PK"}`,
      condition: `carried = :saga AND attribute_not_exists(chosen) AND ${bookmarks ? "attribute_exists" : "attribute_not_exists"}(bookmarks)`,
      names: { "#level": "level" },
      values: { ":saga": saga },
      refusal: overtaken,
    },
    // Without a condition: the write above says that it came with it.
    { kind: "delete", key: topicWatcherKey(topic, user) },
  ]
}

/** Merges and splits of a topic are found from it while they can be undone. Without a condition: it is its saga's. */
export function putTopicSaga(topic: string, saga: Saga, lifetime: number): Write {
  const { id, kind } = saga
  const item = TopicSagas.encode({ topic, saga: id, kind, expiresAt: epochSecondsIn(lifetime) })
  return { kind: "put", item }
}

/** Page marks of these topics are left alone until the saga has brought posts here or away. */
export function beginMoving({ category, id }: Pick<Topic, "category" | "id">, saga: string): Write {
  return {
    kind: "update",
    key: topicKey(category, id),
    update: "SET moving = :saga, corrected = :id REMOVE settingAgain",
    condition: EXISTS,
    values: { ":saga": saga, ":id": newId() },
    refusal: overtaken,
  }
}

/** Behind every post. */
export const NO_POST = "~"

/** From here on it is noted what comes or goes before where the saga is, if nothing was counted since it looked. */
export function noteFromHere(topic: Topic): Write {
  const still = stillCounted(topic)
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET settingAgain = :none, corrected = :id",
    condition: still.condition,
    values: { ":none": NO_POST, ":id": newId(), ...still.values },
    refusal: overtaken,
  }
}

/** They say where pages start, if nothing was counted since the posts were looked at. */
export function endMoving(topic: Topic): Write {
  const still = stillCounted(topic)
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET corrected = :id REMOVE moving, settingAgain",
    condition: still.condition,
    values: { ":id": newId(), ...still.values },
    refusal: overtaken,
  }
}
