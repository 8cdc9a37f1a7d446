/** Writes of bookmarks, as values for commit(): the bookmark, and the member's state in its topic. */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { EXISTS, type Write } from "../commit.ts"
import { isKept, type ReadState } from "../items/users.ts"
import { type Bookmark, Bookmarks } from "../items/watching.ts"
import { bookmarkKey, byWatching, readKey } from "../keys/watching.ts"
import { overtaken } from "../retry.ts"
import { stateSets } from "./watching.ts"

/** A removed bookmark can be brought back for so long. */
const UNDO_FOR = DAY

/** Sets a bookmark, or its note. Without conditions: a set holds a post once. */
export function putBookmark(bookmark: Bookmark, at: string): Write[] {
  const place = { user: bookmark.user, topic: bookmark.topic }
  const { sets, names, values } = stateSets(place, at)
  return [
    { kind: "put", item: Bookmarks.encode(bookmark) },
    {
      kind: "update",
      key: readKey(place.user, place.topic),
      update: `SET ${sets}, GSI3PK = :list ADD bookmarks :posts`,
      names,
      values: { ...values, ":list": byWatching(place.user), ":posts": new Set([bookmark.post]) },
    },
  ]
}

/**
 * Takes a bookmark away; it can be brought back for a day.
 * @param state the member's state in the topic as it was read: whether the topic stays on their list
 */
export function removeBookmark(bookmark: Bookmark, state: ReadState | undefined, at: string): Write[] {
  const place = { user: bookmark.user, topic: bookmark.topic }
  const { sets, names, values } = stateSets(place, at)
  const byLevel = isKept({ level: state?.level })
  const others = [...(state?.bookmarks ?? [])].some((post) => post !== bookmark.post)
  const stays = byLevel || others
  const asRead = byLevel
    ? "#level IN (:watching, :tracking)"
    : others
      ? "size(bookmarks) > :one"
      : "(attribute_not_exists(bookmarks) OR size(bookmarks) = :one) AND (attribute_not_exists(#level) OR NOT #level IN (:watching, :tracking))"
  return [
    {
      kind: "update",
      key: bookmarkKey(bookmark.user, bookmark.post),
      update: "SET removedAt = :at, expiresAt = :end REMOVE GSI3PK, GSI3SK",
      condition: `${EXISTS} AND attribute_not_exists(removedAt)`,
      values: { ":at": at, ":end": epochSecondsIn(UNDO_FOR) },
      refusal: overtaken,
    },
    {
      kind: "update",
      key: readKey(place.user, place.topic),
      update: `SET ${sets}${stays ? "" : " REMOVE GSI3PK"} DELETE bookmarks :posts`,
      condition: asRead,
      names: { ...names, ...(asRead.includes("#level") && { "#level": "level" }) },
      values: {
        ...values,
        ":posts": new Set([bookmark.post]),
        ...(asRead.includes(":watching") && { ":watching": "watching", ":tracking": "tracking" }),
        ...(asRead.includes(":one") && { ":one": 1 }),
      },
      refusal: overtaken,
    },
  ]
}
