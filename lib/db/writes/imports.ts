/** Writes of imports, as values for commit(): members without an address, and their figures. */
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { Tallies, type Tally } from "../items/imports.ts"
import { type User, UserNames, Users } from "../items/users.ts"
import { importTallyKey } from "../keys/imports.ts"

/** A member who cannot sign in, because nobody knows their address; the name is theirs all the same. */
export function putImportedMember(user: User, skeleton: string): Write[] {
  const refusal = () => new ForumError("conflict", "name-taken")
  return [
    { kind: "put", item: Users.encode(user), condition: IS_NEW, refusal },
    { kind: "put", item: UserNames.encode({ skeleton, user: user.id }), condition: IS_NEW, refusal },
  ]
}

/** What was written of each member, in the transaction that makes it count elsewhere. */
export function putTally(tally: Tally): Write {
  return {
    kind: "put",
    item: Tallies.encode(tally),
    condition: IS_NEW,
    refusal: () => new ForumError("conflict", "id-taken"),
  }
}

/**
 * Takes some members out of a tally, in the transaction that adds their figures; the last ones take it along.
 * @param refusal raised when somebody else has added them
 */
export function takeFromTally(tally: Tally, members: string[], isLast: boolean, refusal: () => Error): Write {
  const names = Object.fromEntries(members.map((id, i) => [`#m${i}`, id]))
  const marks = Object.keys(names)
  const condition = [EXISTS, ...marks.map((name) => `attribute_exists(members.${name})`)].join(" AND ")
  const key = importTallyKey(tally.id)
  if (isLast) return { kind: "delete", key, condition, names, refusal }
  const update = `REMOVE ${marks.map((name) => `members.${name}`).join(", ")}`
  return { kind: "update", key, update, condition, names, refusal }
}
