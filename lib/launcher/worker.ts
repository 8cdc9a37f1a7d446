/** The worker as a child process: what follows from writes, and what has to be done again and again. */
import { SECOND } from "#lib/base/clock.ts"
import { startChild } from "./child.ts"
import type { Service } from "./supervise.ts"

/** What it has begun gets this long to finish. */
const LONGEST_DRAIN = 12 * SECOND

// Batches come and go: with less room for the young it needs 200 MB in place of 350, and is as fast.
const ARGS = ["--max-semi-space-size=4", "lib/workers/local.ts"]

export function workerService(): Service {
  return { name: "The worker", start: async () => startChild(ARGS, LONGEST_DRAIN) }
}
