/** Writes of topics, tags and what is still to be counted, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import type { Removal } from "../items/entity.ts"
import { Tags, TagTopics, type Topic, Topics, type Uncounted, Uncounteds } from "../items/topics.ts"
import {
  activity,
  byActivity,
  byAuthor,
  removedByAuthor,
  tagTopicKey,
  topicKey,
  uncountedKey,
} from "../keys.ts"
import { Overtaken } from "../retry.ts"

const edited = () => new ForumError("conflict", "edited-meanwhile")
const overtaken = () => new Overtaken()

export function putTopic(topic: Topic): Write {
  return {
    kind: "put",
    item: Topics.encode(topic),
    condition: IS_NEW,
    refusal: () => new ForumError("conflict", "id-taken"),
  }
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
    condition: "version = :version AND attribute_not_exists(removed)",
    values: {
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
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET removed = :removed, GSI1PK = :author REMOVE GSI3PK, GSI3SK",
    condition: `${EXISTS} AND attribute_not_exists(removed) AND postCount = :posts`,
    values: {
      ":removed": removed,
      ":posts": topic.postCount,
      ":author": removedByAuthor("TOPIC", topic.author.id),
    },
    refusal: overtaken,
  }
}

/** Back into the lists. Its category counts as many posts again as the row says, so it must still say that. */
export function markTopicRestored(topic: Topic): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET GSI1PK = :author, GSI1SK = :created, GSI3PK = :list, GSI3SK = :activity REMOVE removed",
    condition: "attribute_exists(removed) AND postCount = :posts",
    values: {
      ":author": byAuthor("TOPIC", topic.author.id),
      ":created": `${topic.createdAt}#${topic.id}`,
      ":list": byActivity(topic.category),
      ":activity": activity(topic.lastPostAt, topic.id),
      ":posts": topic.postCount,
    },
    refusal: overtaken,
  }
}

/** Moves the row to another category: gone there and here in one transaction, unless anything of it changed. */
export function moveTopicRow(topic: Topic, category: string, at: string): Write[] {
  const moved: Topic = { ...topic, category, updatedAt: at, version: topic.version + 1 }
  return [
    {
      kind: "delete",
      key: topicKey(topic.category, topic.id),
      condition: [
        "version = :version AND postCount = :posts AND likeCount = :likes AND locked = :locked",
        topic.removed ? "attribute_exists(removed)" : "attribute_not_exists(removed)",
        topic.answer ? "answer.post = :answer" : "attribute_not_exists(answer)",
      ].join(" AND "),
      values: {
        ":version": topic.version,
        ":posts": topic.postCount,
        ":likes": topic.likeCount,
        ":locked": topic.locked,
        ...(topic.answer && { ":answer": topic.answer.post }),
      },
      refusal: overtaken,
    },
    putTopic(moved),
  ]
}

export function setAnswer(topic: Topic, answer: NonNullable<Topic["answer"]>): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET answer = :answer",
    condition: `${EXISTS} AND attribute_not_exists(removed)`,
    values: { ":answer": answer },
    refusal: overtaken,
  }
}

/** Takes the mark away, if it still is at that post. */
export function clearAnswer(topic: Topic, post: string): Write {
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(topic.category, topic.id),
    update: "REMOVE answer",
    condition: "answer.post = :post",
    values: { ":post": post },
    refusal: overtaken,
  }
}

/** Goes with what may be done to a post only while it is not the answer. */
export function checkNotAnswer(topic: Topic, post: string): Write {
  return {
    kind: "check",
    key: topicKey(topic.category, topic.id),
    condition: `${EXISTS} AND (attribute_not_exists(answer) OR answer.post <> :post)`,
    values: { ":post": post },
    refusal: overtaken,
  }
}

/** Closes a topic to replies, or opens it: whoever says so last. */
export function setLocked(topic: Topic, locked: boolean): Write {
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(topic.category, topic.id),
    update: "SET locked = :locked",
    condition: EXISTS,
    values: { ":locked": locked },
    refusal: overtaken,
  }
}

/** Without a condition: a topic has a tag once, whoever says so. */
export function putTagTopic(tag: string, topic: Pick<Topic, "id" | "category">): Write {
  return { kind: "put", item: TagTopics.encode({ tag, topic: topic.id, category: topic.category }) }
}

/** Without a condition: a row that is gone already is gone. */
export function deleteTagTopic(tag: string, topic: string): Write {
  return { kind: "delete", key: tagTopicKey(tag, topic) }
}

/** Without a condition: two who create a tag create the same one. */
export function putTag(tag: string, createdAt: string): Write {
  return { kind: "put", item: Tags.encode({ tag, createdAt }) }
}

export function putUncounted(change: Uncounted): Write {
  return {
    kind: "put",
    item: Uncounteds.encode(change),
    condition: IS_NEW,
    refusal: () => new ForumError("conflict", "id-taken"),
  }
}

/** @param refusal raised when somebody else has counted it */
export function deleteUncounted(change: Uncounted, refusal: () => Error): Write {
  return { kind: "delete", key: uncountedKey(change.topic, change.id), condition: EXISTS, refusal }
}

/**
 * What the row says of its posts and likes, if it still says what the new figures were computed from and lies
 * where it lay. Likes alone are added to whatever is there.
 */
export function countInTopic(
  topic: Topic,
  counted: Pick<Topic, "postCount" | "lastPostAt" | "lastPost"> & { likes: number },
  refusal: () => Error,
): Write {
  const key = topicKey(topic.category, topic.id)
  const likes = counted.likes === 0 ? "" : "ADD likeCount :likes"
  const added = { ...(likes && { ":likes": counted.likes }) }
  if (counted.postCount === topic.postCount)
    return { kind: "update", key, update: likes, condition: EXISTS, values: added, refusal }
  return {
    kind: "update",
    key,
    update: `SET postCount = :count, lastPostAt = :at, lastPost = :post${topic.removed ? "" : ", GSI3SK = :activity"} ${likes}`,
    condition: `postCount = :before AND ${topic.removed ? "attribute_exists" : "attribute_not_exists"}(removed)`,
    values: {
      ":count": counted.postCount,
      ":before": topic.postCount,
      ":at": counted.lastPostAt,
      ":post": counted.lastPost,
      ...(!topic.removed && { ":activity": activity(counted.lastPostAt, topic.id) }),
      ...added,
    },
    refusal,
  }
}
