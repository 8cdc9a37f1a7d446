/** On how many days a member was there, and when last: what is counted, and what of it others see. */
import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { User } from "#lib/db/items/users.ts"
import type { Visits } from "#lib/db/items/visits.ts"
import { setLastSeenShown } from "#lib/db/writes/users.ts"
import { type Actor, requireMember } from "./actor.ts"
import { REMEMBERED } from "./presence.ts"

/** A checkbox: nothing comes where it is not checked. */
export const LastSeenInput = z.object({ shown: z.literal("1").optional() })

/**
 * Whether others see on which day the actor was last here. Also for who is suspended: it takes something away, or gives
 * what is one's own. @throws ForumError unauthenticated
 */
export async function chooseLastSeen(actor: Actor, { shown }: z.output<typeof LastSeenInput>): Promise<void> {
  const { id } = requireMember(actor)
  await commit([setLastSeenShown(id, shown === "1")])
}

/**
 * What is kept after being told of some days (`yyyy-mm-dd`), in whatever order and however often they are told: each
 * counts once. What is older than is remembered was told, if ever, when it was new.
 */
export function withDays(user: string, before: Visits | undefined, told: string[]): Visits {
  const known = new Set(before?.recent)
  const fresh = [...new Set(told)].filter((day) => !known.has(day) && day >= oldest())
  const recent = [...known, ...fresh].filter((day) => day >= oldest())
  return { user, days: (before?.days ?? 0) + fresh.length, recent: recent.sort().reverse() }
}

const oldest = (): string => new Date(now() - REMEMBERED).toISOString().slice(0, 10)

/** What others see: of who does not show when they were last here no day of the present month, lest the figure tell. */
export function shownVisits(
  { showsLastSeen }: Pick<User, "showsLastSeen">,
  visits: Visits | undefined,
): { daysActive: number; lastSeen?: string } {
  if (!visits) return { daysActive: 0 }
  const { days, recent } = visits
  if (showsLastSeen) return { daysActive: days, ...(recent[0] && { lastSeen: recent[0] }) }
  const month = new Date(now()).toISOString().slice(0, 7)
  return { daysActive: days - recent.filter((day) => day.startsWith(month)).length }
}
