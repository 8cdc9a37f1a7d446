import { afterEach, describe, expect, test } from "vitest"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { listDeadLetters } from "#lib/db/patterns/stream.ts"
import { applyBatch } from "#lib/projections/apply-batch.ts"
import { againAfter, oneByOne, reordered, splitAt, twice } from "#lib/testing/deliveries.ts"
import { intercept, withoutWaiting } from "#lib/testing/faults.ts"
import { changesSince, type Delivery, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { tally, tallyOf, tell } from "#lib/testing/tally.ts"
import { follow } from "./follow.ts"

freshTable()

let stop = async (): Promise<void> => {}
afterEach(() => stop())

function worker(): void {
  const ending = new AbortController()
  const ended = follow(ending.signal, { projections: [tally], waits: [], log: () => {} })
  stop = async () => {
    ending.abort()
    await ended
    stop = async () => {}
  }
}

async function counted(PK: string, count: number): Promise<void> {
  const end = Date.now() + 10 * SECOND
  while ((await tallyOf(PK)) !== count) {
    if (Date.now() > end) throw new Error(`${PK}: ${await tallyOf(PK)} in place of ${count}`)
    await sleep(5)
  }
}

const WRITES = ["TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]

/** From the k-th write on nothing reaches the table any more: as if the process had died before, or right after it. */
function dyingAt(k: number, before: boolean): { revive(): void; isDead(): boolean } {
  let writes = 0
  let isDead = false
  const refused = () => Object.assign(new Error("the process is dead"), { code: "ECONNREFUSED" })
  const revive = intercept(async ({ command }, goOn) => {
    if (isDead) throw refused()
    if (!WRITES.includes(command) || ++writes < k) return goOn()
    isDead = true
    if (!before) await goOn()
    throw refused()
  })
  return { revive, isDead: () => isDead }
}

describe("a worker that dies at any write", () => {
  test.each([
    ["before it", true],
    ["after it", false],
  ])(
    "%s, has counted everything once when the next one is through",
    async (_, before) => {
      withoutWaiting()
      // Its own writes: the lease, the counts of two keys, the checkpoint, and these again.
      for (let k = 1; k <= 7; k++) {
        const [A, B] = [`A${k}${before}`, `B${k}${before}`]
        for (let n = 0; n < 4; n++) await Promise.all([tell(A, n), tell(B, n)])
        const death = dyingAt(k, before)
        worker()
        for (let waited = 0; waited < 400 && !death.isDead(); waited += 5) await sleep(5)
        await stop()
        death.revive()
        for (let n = 4; n < 6; n++) await tell(A, n)
        worker()
        await counted(A, 6)
        await counted(B, 4)
        await stop()
      }
      expect((await listDeadLetters()).items).toEqual([])
    },
    60_000,
  )
})

describe("a batch that is delivered", () => {
  const everywhere = Array.from({ length: 9 }, (_, n) => n)
  let seed = 7
  const dice = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  const cases: [string, Delivery][] = [
    ["twice", twice],
    ["one by one", oneByOne],
    ["in another order of keys", reordered(dice)],
    [
      "in another order of keys, twice",
      (changes) => [...reordered(dice)(changes), ...reordered(dice)(changes)],
    ],
    ...everywhere.map((n): [string, Delivery] => [`split at ${n}`, splitAt(n)]),
    ...everywhere.map((n): [string, Delivery] => [`again after ${n}`, againAfter(n)]),
  ]
  test.each(cases)("%s counts once", async (name, deliver) => {
    for (let n = 0; n < 4; n++) await Promise.all([tell(`${name}-A`, n), tell(`${name}-B`, n)])
    await settle({ deliver, projections: [tally] })
    expect([await tallyOf(`${name}-A`), await tallyOf(`${name}-B`)]).toEqual([4, 4])
  })

  test("to two workers at the same time counts once", async () => {
    for (let n = 0; n < 20; n++) await Promise.all([tell("T-A", n), tell("T-B", n)])
    const changes = await changesSince()
    const options = { projections: [tally], waits: [] }
    await Promise.all([
      applyBatch(changes, options),
      applyBatch(changes.slice(0, 17), options),
      applyBatch(changes, options),
    ])
    expect([await tallyOf("T-A"), await tallyOf("T-B")]).toEqual([20, 20])
  })
})
