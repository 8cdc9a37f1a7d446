/** Writes that take something off a member's profile, as values for commit(). */
import { nowIso } from "#lib/base/clock.ts"
import { EXISTS, type Write } from "../commit.ts"
import { type Clearing, Clearings } from "../items/clearings.ts"
import { avatarKey } from "../keys/uploads.ts"
import { userKey } from "../keys/users.ts"

/**
 * @param seen the version of the picture, or the text, that is meant
 * @param gone raised when that is not what is there any more
 */
export function clearProfile(clearing: Clearing, seen: string, gone: () => Error): Write[] {
  const { user, what } = clearing
  return [
    what === "avatar" ? deleteAvatar(user, seen, gone) : emptyAbout(user, seen, gone),
    // Without a condition: of two the last is the one to tell of.
    { kind: "put", item: Clearings.encode(clearing) },
  ]
}

function deleteAvatar(user: string, seen: string, gone: () => Error): Write {
  return {
    kind: "delete",
    key: avatarKey(user),
    condition: "version = :seen",
    values: { ":seen": seen },
    refusal: gone,
  }
}

function emptyAbout(user: string, seen: string, gone: () => Error): Write {
  return {
    kind: "update",
    key: userKey(user),
    update: "SET about = :none, updatedAt = :at, version = version + :one",
    condition: `${EXISTS} AND attribute_not_exists(leftAt) AND about = :seen AND about <> :none`,
    values: { ":none": "", ":seen": seen, ":at": nowIso(), ":one": 1 },
    refusal: gone,
  }
}
