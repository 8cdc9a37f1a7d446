/** Writes of the names by which members can be called. */
import { nowIso } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { Users } from "#lib/db/items/users.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { describeOneself } from "#lib/forum/about.ts"
import type { Member } from "#lib/forum/actor.ts"
import { names } from "#lib/projections/names.ts"
import type { World } from "./world.ts"

/** By the write's number. */
export const NAME_WRITES: Record<string, (world: World, member: Member) => Promise<unknown>> = {
  "W-161": (_world, member) => describeOneself(member, { about: "Rows. ".repeat(30) }),
  "W-135": async ({ members }) => {
    const user = members[1]!
    const after = { ...userKey(user.id), ...Users.encode(user) } as Change["after"] & object
    const told: Pick<Change, "key" | "at" | "entityType" | "after"> = {
      ...{ key: userKey(user.id), at: nowIso(), entityType: "User" },
      after,
    }
    await names.apply([{ sequence: "1".padStart(40, "0"), shard: "", ...told } as Change])
  },
}
