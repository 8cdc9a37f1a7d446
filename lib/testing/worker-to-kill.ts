/** A worker process for tests that kill it: `node lib/testing/worker-to-kill.ts <endpoint> <table>`. */
import { connect } from "#lib/db/table.ts"
import { follow } from "#lib/workers/follow.ts"
import { tally } from "./tally.ts"

const [endpoint, name] = process.argv.slice(2) as [string, string]
connect({ engine: "embedded", endpoint, name })
process.on("disconnect", () => process.exit(0))
process.send?.("running")
await follow(new AbortController().signal, { projections: [tally] })
