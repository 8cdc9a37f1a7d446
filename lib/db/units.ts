/** Writes down what this process has consumed. */
import { takeUnits } from "./capacity.ts"
import { commit } from "./commit.ts"
import { addUnits } from "./writes/costs.ts"

/** Adds what was counted and not yet written down to the days. What a process has not written when it is killed is lost. */
export async function noteUnits(): Promise<void> {
  for (const day of takeUnits()) await commit([addUnits(day)])
}

/** The same when a process ends: which is no reason not to end. */
export async function noteLastUnits(): Promise<void> {
  await noteUnits().catch((error) => console.error("What was consumed last could not be noted:", error))
}
