/** How the forum does, for its administrators. */
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { type DayRow, statisticsOfDays } from "#lib/forum/statistics.ts"

export const DAYS_SHOWN = 30

export type OverviewView = {
  /** Today at the end. */
  days: DayRow[]
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadOverview(actor: Actor): Promise<OverviewView> {
  authorize(actor, "forum.administer", {})
  return { days: await statisticsOfDays(DAYS_SHOWN) }
}
