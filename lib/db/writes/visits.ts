/** Writes of when members were there, as values for commit(). */
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Visits, VisitsOf } from "../items/visits.ts"
import { userKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

/** The member is not there, or has left: nothing is kept for them. */
export class NobodysVisits extends Error {}

/** The member's item says how many days there are, too. @param before what was there when `after` was computed @throws (when sent) Overtaken, NobodysVisits */
export function putVisits(after: Visits, before: Visits | undefined): Write[] {
  return [
    {
      kind: "put",
      item: VisitsOf.encode(after),
      condition: before ? "#days = :days" : IS_NEW,
      ...(before && { names: { "#days": "days" }, values: { ":days": before.days } }),
      refusal: overtaken,
    },
    {
      kind: "update",
      key: userKey(after.user),
      update: "SET daysHere = :days",
      values: { ":days": after.days },
      condition: `${EXISTS} AND attribute_not_exists(leftAt)`,
      refusal: () => new NobodysVisits(),
    },
  ]
}
