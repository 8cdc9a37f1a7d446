/** Access patterns of statistics. */
import * as statistics from "#lib/db/patterns/statistics.ts"
import type { World } from "./world.ts"
import { A_DAY } from "./world-statistics.ts"

export const STATISTICS_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-59": () => statistics.daysOfMonth(A_DAY.slice(0, 7)),
  "AP-59b": () => statistics.daysOfCategory("harbour", A_DAY.slice(0, 7)),
  "AP-59c": () => statistics.findDays([{ day: A_DAY }, { day: A_DAY, category: "harbour" }]),
  "AP-59d": ({ topics }) =>
    statistics.findFacts(
      topics.slice(0, 5).map(({ id }) => ({ day: A_DAY, of: "topic", id, category: "harbour" })),
    ),
  "AP-59e": () => statistics.factsOfDay(A_DAY),
  "AP-59f": () => statistics.topicIdsIn("harbour"),
  "AP-59g": () => statistics.findFence(`DAY#${A_DAY}`, "measured"),
}
