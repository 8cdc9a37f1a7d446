/** Statistics of each day (UTC): what was written, who joined and was there, what was reported and decided. */

import { notePresence } from "#lib/forum/presence.ts"
import type { Projection } from "./contract.ts"
import { passFences } from "./fences.ts"
import { correctDay, correctShare } from "./statistics/correcting.ts"
import { addUpDays, daysIn } from "./statistics/days.ts"
import { presenceIn } from "./statistics/presence.ts"
import { rebuildStatistics } from "./statistics/rebuild.ts"
import { addUpShares, sharesIn } from "./statistics/shares.ts"

/**
 * In two stages, because a figure is exact only if its source is one item collection, whose changes come in order:
 * what each topic and each member adds to a day becomes a fact of that day (of cases: case-statistics.ts), and the facts of a day are added up.
 */
export const statistics: Projection = {
  name: "statistics",
  entities: ["Post", "Reaction", "ReadState", "User", "DayFact", "Fence"],
  async apply(changes) {
    await Promise.all([
      addUpShares(sharesIn(changes)),
      notePresence(changes.flatMap(presenceIn)),
      addUpDays(daysIn(changes)),
    ])
    // Last: whoever waits for it may count on all that came before.
    await passFences("statistics", changes)
  },
  async repair(changes) {
    for (const { share } of sharesIn(changes)) await correctShare(share)
    await notePresence(changes.flatMap(presenceIn))
    for (const { target } of daysIn(changes)) await correctDay(target)
    await passFences("statistics", changes)
  },
  rebuild: rebuildStatistics,
}
