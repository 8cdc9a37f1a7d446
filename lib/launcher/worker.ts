/** The worker as a child process: what follows from writes, and what has to be done again and again. */
import { SECOND } from "#lib/base/clock.ts"
import { startChild } from "./child.ts"
import type { Service } from "./supervise.ts"

/** What it has begun gets this long to finish. */
const LONGEST_DRAIN = 12 * SECOND

export function workerService(): Service {
  return { name: "The worker", start: async () => startChild(["lib/workers/local.ts"], LONGEST_DRAIN) }
}
