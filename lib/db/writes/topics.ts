/** Writes of topics, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { counted } from "../items/counted.ts"
import type { Removal } from "../items/entity.ts"
import { type Topic, Topics, UnansweredTopics } from "../items/topics.ts"
import { byAuthor, removedByAuthor } from "../keys/indexes.ts"
import { activity, byActivity, topicKey, unansweredKey } from "../keys/topics.ts"
import { overtaken } from "../retry.ts"
import { stillCounted } from "./figures.ts"

const edited = () => new ForumError("conflict", "edited-meanwhile")

export function putTopic(topic: Topic): Write {
  return {
    kind: "put",
    item: Topics.encode(topic),
    condition: IS_NEW,
    refusal: () => new ForumError("conflict", "id-taken"),
  }
}

/** A topic whose writer counts it in its category in the same transaction. */
export function putCountedTopic(topic: Topic): Write {
  return { ...putTopic(topic), kind: "put", item: counted(Topics.encode(topic)) }
}

/** Changes the words of a topic's row, if it still has the version that was edited. */
export function rewriteTopic(
  topic: Topic,
  change: Pick<Topic, "title" | "slug" | "excerpt" | "tags" | "updatedAt">,
): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update:
      "SET title = :title, slug = :slug, excerpt = :excerpt, tags = :tags, updatedAt = :at, version = version + :one",
    // A tag's new name changes no version, and must not be lost.
    condition: "version = :version AND tags = :before AND attribute_not_exists(removed)",
    values: {
      ":before": topic.tags,
      ":title": change.title,
      ":slug": change.slug,
      ":excerpt": change.excerpt,
      ":tags": change.tags,
      ":at": change.updatedAt,
      ":one": 1,
      ":version": topic.version,
    },
    refusal: edited,
  }
}

/** The topic takes part in the lists no longer: it leaves that by activity, and its author's for what was removed. */
export function markTopicRemoved(topic: Topic, removed: Removal): Write {
  const tagged = topic.tags.length > 0
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET removed = :removed, GSI1PK = :author REMOVE GSI3PK, GSI3SK",
    condition: `${EXISTS} AND attribute_not_exists(removed)${tagged ? " AND tags = :tags" : ""}`,
    values: {
      ...{ ":removed": removed, ":author": removedByAuthor("TOPIC", topic.author.id) },
      // Its lines under tags go with it: under those that it has now.
      ...(tagged && { ":tags": topic.tags }),
    },
    refusal: overtaken,
  }
}

/** Back into the lists: at the place of its last activity, so that must still be what it was. */
export function markTopicRestored(topic: Topic): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET GSI1PK = :author, GSI1SK = :created, GSI3PK = :list, GSI3SK = :activity REMOVE removed",
    condition: "attribute_exists(removed) AND lastPostAt = :last",
    values: {
      ":author": byAuthor("TOPIC", topic.author.id),
      ":created": `${topic.createdAt}#${topic.id}`,
      ":list": byActivity(topic.category),
      ":activity": activity(topic.lastPostAt, topic.id),
      ":last": topic.lastPostAt,
    },
    refusal: overtaken,
  }
}

/** Moves the row to another category with all that was counted: in one transaction, unless anything of it changed. */
export function moveTopicRow(topic: Topic, category: string, at: string): Write[] {
  const moved: Topic = { ...topic, category, updatedAt: at, version: topic.version + 1 }
  return [
    {
      kind: "delete",
      key: topicKey(topic.category, topic.id),
      condition: [
        // A new name of a member or a tag changes no version, and must not be lost.
        "version = :version AND tags = :tags AND locked = :locked AND author.#name = :author AND lastPost.author.#name = :last",
        stillCounted(topic).condition,
        topic.removed ? "attribute_exists(removed)" : "attribute_not_exists(removed)",
        topic.answer ? "answer.post = :answer" : "attribute_not_exists(answer)",
        ...asTimed(topic).condition,
      ].join(" AND "),
      names: { "#name": "name", ...asTimed(topic).names },
      values: {
        ":version": topic.version,
        ":tags": topic.tags,
        ":locked": topic.locked,
        ":author": topic.author.name,
        ":last": topic.lastPost.author.name,
        ...stillCounted(topic).values,
        ...(topic.answer && { ":answer": topic.answer.post }),
        ...asTimed(topic).values,
      },
      refusal: overtaken,
    },
    putTopic(moved),
  ]
}

/** That a topic closes or opens by itself when it did as it was read. */
function asTimed({ timer }: Topic): {
  condition: string[]
  names: Record<string, string>
  values: Record<string, unknown>
} {
  return timer
    ? { condition: ["timer.#at = :timed"], names: { "#at": "at" }, values: { ":timed": timer.at } }
    : { condition: ["attribute_not_exists(timer)"], names: {}, values: {} }
}

/** Closes a topic to replies, or opens it, and says when that changes by itself; if it is as it was read. */
export function setLocked(topic: Topic, locked: boolean, timer?: Topic["timer"]): Write {
  const { condition, names, values } = asTimed(topic)
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: timer ? "SET locked = :locked, timer = :timer" : "SET locked = :locked REMOVE timer",
    condition: [EXISTS, "locked = :before", ...condition].join(" AND "),
    ...(topic.timer && { names }),
    values: { ":locked": locked, ":before": topic.locked, ...values, ...(timer && { ":timer": timer }) },
    refusal: overtaken,
  }
}

const WAITS =
  "postCount = :one AND locked = :no AND attribute_not_exists(removed) AND attribute_not_exists(merged)"

/**
 * Puts a topic into the list of those that wait for a reply, or takes it out, if its row still says so. The row
 * decides: what is told late or twice changes nothing.
 */
export function listUnanswered(
  place: { category: string; topic: string },
  waits: boolean,
  refusal: () => Error,
): Write[] {
  const values = { ":one": 1, ":no": false }
  const key = topicKey(place.category, place.topic)
  const asTheRow = waits ? WAITS : `attribute_not_exists(PK) OR NOT (${WAITS})`
  return [
    { kind: "check", key, condition: asTheRow, values, refusal },
    waits
      ? { kind: "put", item: UnansweredTopics.encode(place) }
      : { kind: "delete", key: unansweredKey(place.category, place.topic) },
  ]
}
