/** Writes that take something off a member's profile, as values for commit(). */
import { nowIso } from "#lib/base/clock.ts"
import { EXISTS, type Write } from "../commit.ts"
import { type Clearing, Clearings } from "../items/clearings.ts"
import { avatarKey } from "../keys/uploads.ts"
import { userKey } from "../keys/users.ts"

/** @param gone raised when there is nothing to take away any more */
export function clearProfile(clearing: Clearing, gone: () => Error): Write[] {
  const { user, what } = clearing
  return [
    what === "avatar" ? deleteAvatar(user, gone) : emptyAbout(user, gone),
    // Without a condition: of two the last is the one to tell of.
    { kind: "put", item: Clearings.encode(clearing) },
  ]
}

function deleteAvatar(user: string, gone: () => Error): Write {
  return { kind: "delete", key: avatarKey(user), condition: EXISTS, refusal: gone }
}

function emptyAbout(user: string, gone: () => Error): Write {
  return {
    kind: "update",
    key: userKey(user),
    update: "SET about = :none, updatedAt = :at, version = version + :one",
    condition: `${EXISTS} AND attribute_not_exists(leftAt) AND about <> :none`,
    values: { ":none": "", ":at": nowIso(), ":one": 1 },
    refusal: gone,
  }
}
