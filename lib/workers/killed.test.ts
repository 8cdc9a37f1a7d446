import { spawn } from "node:child_process"
import { once } from "node:events"
import { expect, test } from "vitest"
import { now, SECOND, sleep } from "#lib/base/clock.ts"
import { table } from "#lib/db/table.ts"
import { freshTable } from "#lib/testing/table.ts"
import { tally, tell } from "#lib/testing/tally.ts"
import { counted, worker } from "#lib/testing/workers.ts"

freshTable()

// The process that is killed speaks to the embedded engine.
test.runIf(!process.env.DYNAMODB_ENDPOINT)(
  "a worker that is killed again and again counts everything once",
  async () => {
    const { options, name } = table()
    let [kills, isOver] = [0, false]
    const killing = (async () => {
      while (!isOver) {
        const args = [
          "--disable-warning=ExperimentalWarning",
          "lib/testing/worker-to-kill.ts",
          options.endpoint!,
          name,
        ]
        const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] })
        await once(child, "message")
        await sleep(100 + ((kills * 67) % 300))
        child.kill("SIGKILL")
        await once(child, "exit")
        kills++
      }
    })()
    for (let n = 0; n < 240; n++) {
      await Promise.all(["KILL-A", "KILL-B", "KILL-C"].map((PK) => tell(PK, n)))
      if (n % 20 === 0) await sleep(100)
    }
    while (kills < 4) await sleep(50)
    isOver = true
    await killing
    const start = now()
    worker(tally)
    for (const PK of ["KILL-A", "KILL-B", "KILL-C"]) await counted(PK, 240)
    // The one that was killed last is not waited for until its lease is over.
    expect(now() - start).toBeLessThan(8 * SECOND)
  },
  60_000,
)
