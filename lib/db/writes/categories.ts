/** Writes of categories, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { Categories, type Category, type Top, Tops } from "../items/categories.ts"
import { categoryKey, categoryOrder } from "../keys/categories.ts"

export function putCategory(category: Category): Write {
  return {
    kind: "put",
    item: Categories.encode(category),
    condition: IS_NEW,
    refusal: () => new ForumError("conflict", "id-taken"),
  }
}

/** Changes what people set of a category, if it still has the version that was edited. Counts are not touched. */
export function rewriteCategory(category: Category): Write {
  const { name, description, parent, position, hue, readers, writers, kind, pinned, updatedAt } = category
  const set = {
    name,
    description,
    position,
    hue,
    readers,
    writers,
    kind,
    pinned,
    updatedAt,
    ...(parent && { parent }),
  }
  const names = Object.keys(set)
  return {
    kind: "update",
    key: categoryKey(category.id),
    update: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}, GSI3SK = :order, version = version + :one${parent ? "" : " REMOVE parent"}`,
    condition: "version = :version",
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ":order": categoryOrder(position, name),
      ":one": 1,
      ":version": category.version,
    },
    refusal: () => new ForumError("conflict", "edited-meanwhile"),
  }
}

/**
 * Adds what an import brings to a category's counts; `lastPostAt` moves it forward, never back.
 * @param overtaken raised when the category has a later post by now
 */
export function countInCategory(
  category: string,
  counted: { topics: number; posts: number; lastPostAt?: string },
  overtaken: () => Error,
): Write {
  return {
    kind: "update",
    key: categoryKey(category),
    update: `${counted.lastPostAt ? "SET lastPostAt = :at " : ""}ADD topicCount :topics, postCount :posts`,
    condition: counted.lastPostAt
      ? `${EXISTS} AND (attribute_not_exists(lastPostAt) OR lastPostAt < :at)`
      : EXISTS,
    values: {
      ":topics": counted.topics,
      ":posts": counted.posts,
      ...(counted.lastPostAt && { ":at": counted.lastPostAt }),
    },
    refusal: overtaken,
  }
}

/** Replaces the list of best topics, if nobody else has since it was read. `version` 0 is a list that is not there. */
export function putTop(top: Top, refusal: () => Error): Write {
  const item = Tops.encode({ ...top, version: top.version + 1 })
  return top.version === 0
    ? { kind: "put", repeatable: true, item, condition: IS_NEW, refusal }
    : {
        kind: "put",
        repeatable: true,
        item,
        condition: "version = :version",
        values: { ":version": top.version },
        refusal,
      }
}
