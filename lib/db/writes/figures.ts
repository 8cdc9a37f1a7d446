/** Writes of figures that follow from the stream, as values for commit(): each once, up to a place in the stream. */
import { newId } from "#lib/base/ids.ts"
import { EXISTS, type Write } from "../commit.ts"
import type { Category } from "../items/categories.ts"
import type { Post } from "../items/posts.ts"
import type { Topic } from "../items/topics.ts"
import { categoryKey } from "../keys/categories.ts"
import type { Key } from "../keys/key.ts"
import { postKey } from "../keys/posts.ts"
import { activity, topicKey } from "../keys/topics.ts"
import { overtaken } from "../retry.ts"

/** What an item's figures were computed from: up to where in the stream, and how they were last put right. */
export type Counted = { appliedThrough?: string; corrected?: string }

/** Up to which place in the stream the new figures count, and what they were computed from. */
export type Through = { appliedThrough: string; before: Counted }

/** What the writing process must know of a topic's row. */
export type TopicFigures = Pick<
  Topic,
  | "id"
  | "category"
  | "postCount"
  | "likeCount"
  | "lastPostAt"
  | "lastPost"
  | "appliedThrough"
  | "corrected"
  | "settingAgain"
> & { removed: boolean; moving: boolean }

/**
 * The figures of a topic's row, if it lies where it lay and is in the lists as it was.
 * @param last the id of the last post as it was read · @param claim a new `corrected`, where marks are moved that were there
 */
export function setTopicFigures(
  after: TopicFigures,
  { appliedThrough, before, last }: Through & { last: string },
  claim?: string,
): Write {
  // Its author may be called otherwise by now, or be part of another account: what is the same is not set again.
  const isNew = after.lastPost.id !== last
  const still = stillCounted(before)
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(after.category, after.id),
    update: [
      "SET postCount = :posts, likeCount = :likes, lastPostAt = :at, appliedThrough = :through",
      ...(isNew ? ["lastPost = :post"] : []),
      ...(after.removed ? [] : ["GSI3SK = :activity"]),
      ...(claim ? ["corrected = :claim"] : []),
      ...(after.settingAgain ? ["settingAgain = :again"] : []),
    ].join(", "),
    condition: `${still.condition} AND ${after.removed ? "attribute_exists" : "attribute_not_exists"}(removed)`,
    values: {
      ":posts": after.postCount,
      ":likes": after.likeCount,
      ":at": after.lastPostAt,
      ...(isNew && { ":post": after.lastPost }),
      ":through": appliedThrough,
      ...(claim && { ":claim": claim }),
      ...(after.settingAgain && { ":again": after.settingAgain }),
      ...(!after.removed && { ":activity": activity(after.lastPostAt, after.id) }),
      ...still.values,
    },
    refusal: overtaken,
  }
}

/**
 * Goes with page marks that do not fit into one transaction with the row, or that somebody else may be computing, too:
 * whoever computed theirs before computes again. @param isExact also whether nothing was counted meanwhile
 */
export function claimMarks(
  { category, id }: Pick<Topic, "category" | "id">,
  before: Counted,
  claim: { corrected: string; isExact: boolean },
): Write {
  const { corrected } = before
  const still = claim.isExact
    ? stillCounted(before)
    : stillCounted({ ...(corrected && { corrected }) }, false)
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(category, id),
    update: "SET corrected = :id",
    condition: still.condition,
    values: { ":id": claim.corrected, ...still.values },
    refusal: overtaken,
  }
}

/** Which post is a topic's last one, if nobody has said another since. */
export function setLastPost(
  known: TopicFigures,
  { lastPost, lastPostAt }: Pick<Topic, "lastPost" | "lastPostAt">,
): Write {
  return {
    kind: "update",
    repeatable: true,
    key: topicKey(known.category, known.id),
    update: `SET lastPostAt = :at, lastPost = :post, corrected = :id${known.removed ? "" : ", GSI3SK = :activity"}`,
    condition: `lastPost.id = :known AND ${known.removed ? "attribute_exists" : "attribute_not_exists"}(removed)`,
    values: {
      ":at": lastPostAt,
      ":post": lastPost,
      ":id": newId(),
      ":known": known.lastPost.id,
      ...(!known.removed && { ":activity": activity(lastPostAt, known.id) }),
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
  const still = stillCounted(before)
  return {
    kind: "update",
    repeatable: true,
    key: categoryKey(id),
    update: `SET appliedThrough = :through${lastPostAt ? ", lastPostAt = :at" : ""} ADD topicCount :topics, postCount :posts`,
    condition: [
      still.condition,
      ...(lastPostAt ? ["(attribute_not_exists(lastPostAt) OR lastPostAt <= :at)"] : []),
    ].join(" AND "),
    values: {
      ":through": appliedThrough,
      ":topics": by.topics,
      ":posts": by.posts,
      ...(lastPostAt && { ":at": lastPostAt }),
      ...still.values,
    },
    refusal: overtaken,
  }
}

/** A category's last activity, where it says an earlier one. @param refusal raised where it does not */
export function setLastActivity(id: string, lastPostAt: string, refusal: () => Error): Write {
  return {
    kind: "update",
    repeatable: true,
    key: categoryKey(id),
    update: "SET lastPostAt = :at",
    condition: `${EXISTS} AND (attribute_not_exists(lastPostAt) OR lastPostAt < :at)`,
    values: { ":at": lastPostAt },
    refusal,
  }
}

/** Adds to the likes of a post, where it lies. */
export function addToPost(
  { topic, id }: Pick<Post, "topic" | "id">,
  likes: number,
  { appliedThrough, before }: Through,
): Write {
  const still = stillCounted(before)
  return {
    kind: "update",
    repeatable: true,
    key: postKey(topic, id),
    update: "SET appliedThrough = :through ADD likeCount :likes",
    condition: still.condition,
    values: {
      ":through": appliedThrough,
      ":likes": likes,
      ...still.values,
    },
    refusal: overtaken,
  }
}

/**
 * Adds what was found to be missing, unless somebody else has put it right meanwhile. It says nothing of the place up to
 * which figures are counted: that they are counted on at the same time does no harm.
 */
export function addMissing(key: Key, missing: Record<string, number>, before: Counted): Write {
  const names = Object.keys(missing)
  return {
    kind: "update",
    repeatable: true,
    key,
    update: `SET corrected = :id ADD ${names.map((_, i) => `#n${i} :n${i}`).join(", ")}`,
    condition: `${EXISTS} AND ${before.corrected === undefined ? "attribute_not_exists(corrected)" : "corrected = :corrected"}`,
    names: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
    values: {
      ":id": newId(),
      ...Object.fromEntries(names.map((name, i) => [`:n${i}`, missing[name]])),
      ...(before.corrected !== undefined && { ":corrected": before.corrected }),
    },
    refusal: overtaken,
  }
}

/** The condition that figures are what others were computed from: whoever counts or corrects them changes one of both. */
export function stillCounted(
  { appliedThrough, corrected }: Counted,
  isCounting = true,
): { condition: string; values: Record<string, string> } {
  const place =
    appliedThrough === undefined ? "attribute_not_exists(appliedThrough)" : "appliedThrough = :before"
  const condition = [
    EXISTS,
    ...(isCounting ? [place] : []),
    corrected === undefined ? "attribute_not_exists(corrected)" : "corrected = :corrected",
  ].join(" AND ")
  return {
    condition,
    values: {
      ...(appliedThrough !== undefined && { ":before": appliedThrough }),
      ...(corrected !== undefined && { ":corrected": corrected }),
    },
  }
}
