/** Writes of statistics, on a day on which much happens. */
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { putDay, putFact, putFence, putPresence, putShare } from "#lib/db/writes/statistics.ts"
import type { World } from "./world.ts"
import { aDay, aPresence, aReportFact, aShare } from "./world-statistics.ts"

const refused = () => new Error("Somebody else counts here.")

/** By the write's number. */
export const STATISTICS_WRITES: Record<string, (world: World) => Promise<unknown>> = {
  "W-35": ({ topics }) => {
    const share = aShare(topics[0]!.id)
    return commit([putShare(share, share)])
  },
  "W-36": () => commit([putPresence(aPresence(newId()), refused)]),
  "W-37": () => commit([putDay(aDay(31), aDay(31))]),
  "W-220": () => commit([putFact(aReportFact(newId()))]),
  "W-38": ({ topics }) =>
    commit([putFence({ partition: `TOPIC#${topics[0]!.id}`, id: "measured", by: "statistics" })]),
}
