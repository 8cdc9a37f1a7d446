/** Writes of tags and of which topics have them, as values for commit(). */
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Tag, type TagRow, TagRows, Tags, TagTopics, type Topic } from "../items/topics.ts"
import { tagKey, tagRowKey, tagTopicKey, topicKey } from "../keys/topics.ts"
import { overtaken } from "../retry.ts"

/** Without a condition: a topic has a tag once, whoever says so. */
export function putTagTopic(tag: string, topic: Pick<Topic, "id" | "category">): Write {
  return { kind: "put", item: TagTopics.encode({ tag, topic: topic.id, category: topic.category }) }
}

/** Without a condition: a row that is gone already is gone. */
export function deleteTagTopic(tag: string, topic: string): Write {
  return { kind: "delete", key: tagTopicKey(tag, topic) }
}

/** Without a condition: two who create a tag create the same one, and what is known of one that is there stays. */
export function putTag(tag: string, createdAt: string): Write {
  return {
    kind: "update",
    key: tagKey(tag),
    update: "SET createdAt = if_not_exists(createdAt, :at), tag = :tag, entityType = :type",
    values: { ":at": createdAt, ":tag": tag, ":type": Tags.encode({ tag, createdAt }).entityType },
  }
}

/** What staff make of a tag. @param before as it was read; absent where there is none yet */
export function rewriteTag(after: Tag, before: Tag | undefined, refusal: () => Error = overtaken): Write {
  const item = Tags.encode(after)
  if (!before) return { kind: "put", item, condition: IS_NEW, refusal }
  if (before.version === undefined)
    return { kind: "put", item, condition: `${EXISTS} AND attribute_not_exists(version)`, refusal }
  return { kind: "put", item, condition: "version = :before", values: { ":before": before.version }, refusal }
}

/** Ends a tag that was taken off all topics. Without it, or where something else is done with it, nothing happens. */
export function deleteTag(tag: string, saga: string): Write {
  return {
    kind: "delete",
    key: tagKey(tag),
    condition: "removing = :saga",
    values: { ":saga": saga },
    refusal: overtaken,
  }
}

/** Gives a topic other tags, whoever writes in it meanwhile: its version is that of what people wrote. */
export function retagTopic(
  topic: Pick<Topic, "category" | "id" | "tags" | "removed">,
  tags: string[],
): Write {
  return {
    kind: "update",
    key: topicKey(topic.category, topic.id),
    update: "SET tags = :tags",
    // What is out of sight stands under no tag: whoever hides or restores it meanwhile does that first.
    condition: `tags = :before AND ${topic.removed ? "attribute_exists(removed)" : "attribute_not_exists(removed)"}`,
    values: { ":tags": tags, ":before": topic.tags },
    refusal: overtaken,
  }
}

/** Without a condition: it is what was counted last. */
export function putTagRow(row: TagRow): Write {
  return { kind: "put", item: TagRows.encode(row) }
}

/** Without a condition: what is gone already is gone. */
export function deleteTagRow(tag: string): Write {
  return { kind: "delete", key: tagRowKey(tag) }
}
