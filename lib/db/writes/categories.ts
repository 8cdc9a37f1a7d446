/** Writes of categories, as values for commit(). */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import {
  Categories,
  type Category,
  CategoryAddresses,
  type Top,
  Tops,
  type Wardens,
  WardensOf,
} from "../items/categories.ts"
import { categoryAddressKey, categoryKey, categoryOrder } from "../keys/categories.ts"
import { overtaken } from "../retry.ts"

export function putCategory(category: Category): Write {
  return {
    kind: "put",
    item: Categories.encode(category),
    condition: IS_NEW,
    refusal: () => addressTaken("id"),
  }
}

const addressTaken = (field: "id" | "slug"): ForumError =>
  new ForumError("conflict", "category-address-taken", { field })

/** Goes with a new category: no other one was given its address. */
export function onlyAddress(id: string): Write {
  return {
    kind: "check",
    key: categoryAddressKey(id),
    condition: "attribute_not_exists(PK)",
    refusal: () => addressTaken("id"),
  }
}

/** Gives a category an address, besides those that it has: nobody else has it, or had. */
export function giveAddress(slug: string, category: string): Write[] {
  return [
    {
      kind: "put",
      item: CategoryAddresses.encode({ slug, category }),
      condition: `${IS_NEW} OR category = :category`,
      values: { ":category": category },
      refusal: () => addressTaken("slug"),
    },
    {
      kind: "check",
      key: categoryKey(slug),
      condition: "attribute_not_exists(PK)",
      refusal: () => addressTaken("slug"),
    },
  ]
}

/** Changes what people set of a category, if it still has the version that was edited. Counts are not touched. */
export function rewriteCategory(category: Category): Write {
  const { name, description, position, hue, readers, writers, kind, updatedAt } = category
  const { slug, parent, removed, merging } = category
  const optional = { slug, parent, removed, merging }
  const gone = Object.keys(optional).filter((name) => !optional[name as keyof typeof optional])
  const set = {
    name,
    description,
    position,
    hue,
    readers,
    writers,
    kind,
    updatedAt,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value)),
  }
  const names = Object.keys(set)
  return {
    kind: "update",
    key: categoryKey(category.id),
    update: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}, GSI3SK = :order, version = version + :one${gone.length > 0 ? ` REMOVE ${gone.join(", ")}` : ""}`,
    condition: "version = :version",
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ":order": categoryOrder(position, name),
      ":one": 1,
      ":version": category.version,
    },
    refusal: () => new ForumError("conflict", "changed-meanwhile"),
  }
}

/** Another place in the order, if it still stands where it was read. What is looked at stays the same version. */
export function placeCategory({ id, name, position: before }: Category, position: number): Write {
  return {
    kind: "update",
    key: categoryKey(id),
    update: "SET #position = :position, GSI3SK = :order",
    // Its name is part of the order.
    condition: "#position = :before AND #name = :name",
    names: { "#position": "position", "#name": "name" },
    values: {
      ":position": position,
      ":order": categoryOrder(position, name),
      ":before": before,
      ":name": name,
    },
    refusal: () => new ForumError("conflict", "changed-meanwhile"),
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

/** Who moderates a category, unless that was changed since it was read. */
export function putWardens({ category, version }: Wardens, members: string[]): Write {
  return {
    kind: "put",
    item: WardensOf.encode({ category, members, version: version + 1 }),
    condition: version === 0 ? IS_NEW : "version = :version",
    ...(version > 0 && { values: { ":version": version } }),
    refusal: overtaken,
  }
}

/**
 * Which topics are pinned, if the category still is as it was read.
 * @param ends until when, by topic; of those that are no longer pinned none is kept
 */
export function setPinned(
  { id, version, pinEnds }: Pick<Category, "id" | "version" | "pinEnds">,
  pinned: string[],
  ends: Category["pinEnds"] = pinEnds,
): Write {
  const kept = Object.fromEntries(Object.entries(ends ?? {}).filter(([topic]) => pinned.includes(topic)))
  return {
    kind: "update",
    key: categoryKey(id),
    update: "SET pinned = :pinned, pinEnds = :ends, version = version + :one",
    condition: "version = :version",
    values: { ":pinned": pinned, ":ends": kept, ":version": version, ":one": 1 },
    refusal: overtaken,
  }
}
