/** Statistics of each day (UTC): topics, posts, sign-ups and active members, of the forum and of each category. */
import { commit } from "#lib/db/commit.ts"
import { Fences } from "#lib/db/items/statistics.ts"
import { passFence } from "#lib/db/writes/statistics.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { addUpDays, daysIn } from "./statistics/days.ts"
import { notePresence, presenceIn } from "./statistics/presence.ts"
import { correctDay, correctShare, rebuildStatistics } from "./statistics/rebuild.ts"
import { addUpShares, sharesIn } from "./statistics/shares.ts"

/**
 * In two stages, because a figure is exact only if its source is one item collection, whose changes come in order:
 * what each topic and each member adds to a day becomes a fact of that day, and the facts of a day are added up.
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
    await Promise.all(changes.map(pass))
  },
  async repair(changes) {
    for (const { share } of sharesIn(changes)) await correctShare(share)
    await notePresence(changes.flatMap(presenceIn))
    for (const { target } of daysIn(changes)) await correctDay(target)
    await Promise.all(changes.map(pass))
  },
  rebuild: rebuildStatistics,
}

class Gone extends Error {}

async function pass(change: Change): Promise<void> {
  const { before, after } = change.entityType === "Fence" ? images(Fences, change) : {}
  if (before || !after) return
  try {
    await commit([passFence(after.partition, after.id, change.sequence, () => new Gone())])
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
}
