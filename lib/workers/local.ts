/**
 * The worker process: everything that follows from writes, and every duty. `npm start` runs it beside the web
 * server; it ends with its parent, and may be killed anywhere.
 */
import { constants, setPriority } from "node:os"
import { SECOND } from "#lib/base/clock.ts"
import { noteLastUnits } from "#lib/db/units.ts"
import { whenParentGoes } from "#lib/launcher/parent.ts"
import { follow } from "./follow.ts"
import { expirePagesOfChanges } from "./telling.ts"

/** Longer than everything that ends by itself; the launcher waits a little longer still. */
const LONGEST_END = 10 * SECOND

const ending = new AbortController()
function stop(): void {
  ending.abort()
  setTimeout(() => process.exit(0), LONGEST_END).unref()
}

process.on("SIGTERM", stop)
// The launcher was killed, and the engine ends with it: there is nothing left to finish.
whenParentGoes(() => process.exit(0))
// Ctrl-C reaches the launcher, too, which asks us by SIGTERM when the web server has ended.
process.on("SIGINT", () => process.connected || stop())

// Requests come first: in a rush, what follows comes later and in larger batches, each of which costs less.
setPriority(constants.priority.PRIORITY_LOW)
expirePagesOfChanges()
await follow(ending.signal)
await noteLastUnits()
process.exit(0)
