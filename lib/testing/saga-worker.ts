/** A worker in a process of its own, to be killed: works on one saga of a test's table. */
import { setClock } from "#lib/base/clock.ts"
import { connect } from "#lib/db/table.ts"
import { runSaga } from "#lib/sagas/runner.ts"

const [endpoint, name, saga, ahead] = process.argv.slice(2) as [string, string, string, string]
connect({ endpoint, name })
// Later than whoever was killed before: their leases are over, and what waits has waited.
setClock(() => Date.now() + Number(ahead))
process.send?.("works")
for (;;) await runSaga(saga)
