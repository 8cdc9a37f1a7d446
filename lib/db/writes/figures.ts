/** Writes of figures that follow from the stream, as values for commit(): each once, up to a place in the stream. */
import { EXISTS, type Write } from "../commit.ts"
import type { Category } from "../items/categories.ts"
import type { Post } from "../items/posts.ts"
import type { Topic } from "../items/topics.ts"
import { categoryKey } from "../keys/categories.ts"
import { postKey } from "../keys/posts.ts"
import { activity, topicKey } from "../keys/topics.ts"
import { Overtaken } from "../retry.ts"

const overtaken = () => new Overtaken()

/** What a figure says up to which place in the stream, and up to which it said it before. */
export type Through = { appliedThrough: string; before: string | undefined }

/** What the writing process must know of a topic's row. */
export type TopicFigures = Pick<
  Topic,
  "id" | "category" | "postCount" | "likeCount" | "lastPostAt" | "lastPost" | "appliedThrough"
> & { removed: boolean }

/** The figures of a topic's row, if it lies where it lay and is in the lists as it was. */
export function setTopicFigures(after: TopicFigures, { appliedThrough, before }: Through): Write {
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(after.category, after.id),
    update: [
      "SET postCount = :posts, likeCount = :likes, lastPostAt = :at, lastPost = :post, appliedThrough = :through",
      ...(after.removed ? [] : ["GSI3SK = :activity"]),
    ].join(", "),
    condition: `${still(before)} AND ${after.removed ? "attribute_exists" : "attribute_not_exists"}(removed)`,
    values: {
      ":posts": after.postCount,
      ":likes": after.likeCount,
      ":at": after.lastPostAt,
      ":post": after.lastPost,
      ":through": appliedThrough,
      ...(!after.removed && { ":activity": activity(after.lastPostAt, after.id) }),
      ...(before !== undefined && { ":before": before }),
    },
    refusal: overtaken,
  }
}

/** Adds to a category's counts; `lastPostAt` moves it forward, never back. */
export function addToCategory(
  { id, lastPostAt }: Pick<Category, "id" | "lastPostAt">,
  by: { topics: number; posts: number },
  { appliedThrough, before }: Through,
): Write {
  return {
    kind: "update",
    repeatable: true,
    key: categoryKey(id),
    update: `SET appliedThrough = :through${lastPostAt ? ", lastPostAt = :at" : ""} ADD topicCount :topics, postCount :posts`,
    condition: [
      still(before),
      ...(lastPostAt ? ["(attribute_not_exists(lastPostAt) OR lastPostAt <= :at)"] : []),
    ].join(" AND "),
    values: {
      ":through": appliedThrough,
      ":topics": by.topics,
      ":posts": by.posts,
      ...(lastPostAt && { ":at": lastPostAt }),
      ...(before !== undefined && { ":before": before }),
    },
    refusal: overtaken,
  }
}

/** Adds to the likes of a post, where it lies. */
export function addToPost(
  { topic, id }: Pick<Post, "topic" | "id">,
  likes: number,
  { appliedThrough, before }: Through,
): Write {
  return {
    kind: "update",
    repeatable: true,
    key: postKey(topic, id),
    update: "SET appliedThrough = :through ADD likeCount :likes",
    condition: still(before),
    values: {
      ":through": appliedThrough,
      ":likes": likes,
      ...(before !== undefined && { ":before": before }),
    },
    refusal: overtaken,
  }
}

/** Whoever counts at the same time, or has counted since, has moved the place. */
function still(before: string | undefined): string {
  return before === undefined
    ? `${EXISTS} AND attribute_not_exists(appliedThrough)`
    : "appliedThrough = :before"
}
