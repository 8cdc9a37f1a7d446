/** What stands on profiles, in the forum that is measured. */
import { nowIso } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { commit } from "#lib/db/commit.ts"
import { Clearings } from "#lib/db/items/clearings.ts"
import type { Person } from "#lib/db/items/entity.ts"
import { DayFacts } from "#lib/db/items/statistics.ts"
import { VisitsOf } from "#lib/db/items/visits.ts"
import { factKey } from "#lib/db/keys/statistics.ts"
import { clearingsOf } from "#lib/db/patterns/clearings.ts"
import { visitsOf } from "#lib/db/patterns/visits.ts"
import { putAvatar } from "#lib/db/writes/uploads.ts"
import { describeOneself } from "#lib/forum/about.ts"
import type { Member } from "#lib/forum/actor.ts"
import { clearFromProfile, markOf } from "#lib/forum/clearing.ts"
import { presence } from "#lib/forum/presence.ts"
import { chooseLastSeen } from "#lib/forum/visits.ts"
import { visits } from "#lib/projections/visits.ts"
import type { World } from "./world.ts"

/** As many days as are remembered, and both things that can be taken away. */
export function profileItems(user: Person): Record<string, unknown>[] {
  const recent = Array.from({ length: 35 }, (_, n) => `2020-01-${String(n + 1).padStart(2, "0")}`)
  const clearing = { user: user.id, by: user, reason: "Advertising. ".repeat(20), at: nowIso() }
  const expiresAt = Math.floor(Date.now() / 1000) + 3600
  return [
    VisitsOf.encode({ user: user.id, days: 700, recent }),
    Clearings.encode({ ...clearing, what: "avatar", expiresAt }),
    Clearings.encode({ ...clearing, what: "about", expiresAt }),
  ]
}

export const PROFILE_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-162": (world) => visitsOf(world.members[0]!.id),
  "AP-163": (world) => clearingsOf(world.members[0]!.id),
}

type Write = (numbers: { own: string }, work: () => Promise<unknown>) => Promise<unknown>

export async function measureProfileWrites(
  { members }: World,
  { staff, member }: { staff: Member; member: Member },
  write: Write,
): Promise<void> {
  const [fact] = presence(members[0]!.id, nowIso())
  const key = factKey(fact!)
  const place = { sequence: "1".padStart(40, "0"), shard: "", at: nowIso() }
  const told = {
    ...place,
    key,
    entityType: "DayFact",
    after: { ...key, ...DayFacts.encode(fact!) },
  } as Change
  await write({ own: "W-162" }, () => visits.apply([told]))
  await write({ own: "W-162b" }, () => chooseLastSeen(member, { shown: "1" }))
  await describeOneself(member, { about: "Boats for sale!" })
  await commit([putAvatar({ user: member.id, version: "1", createdAt: nowIso() })])
  const why = { member: member.id, reason: "Advertising." }
  await write({ own: "W-163" }, () =>
    clearFromProfile(staff, { ...why, what: "about", mark: markOf("Boats for sale!") }),
  )
  await write({ own: "W-163b" }, () => clearFromProfile(staff, { ...why, what: "avatar", mark: "1" }))
}
