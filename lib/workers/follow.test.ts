import { describe, expect, test } from "vitest"
import { DAY, pause, SECOND, setClock, sleep } from "#lib/base/clock.ts"
import { findCheckpoint, listDeadLetters } from "#lib/db/patterns/stream.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { dropDeadLetter } from "#lib/projections/dead-letters.ts"
import { failing, listen } from "#lib/testing/faults.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { tally, tallyOf, tell } from "#lib/testing/tally.ts"
import { counted, until, worker } from "#lib/testing/workers.ts"

freshTable()

describe("a worker", () => {
  test("applies what is written within 300 ms, typically, and says so", async () => {
    worker(tally)
    await tell("CALM", 0)
    await counted("CALM", 1)
    const lags: number[] = []
    for (let n = 1; n <= 7; n++) {
      await pause(100 + 37 * n, new AbortController().signal)
      const start = performance.now()
      await tell("CALM", n)
      await counted("CALM", n + 1)
      lags.push(performance.now() - start)
    }
    const typical = lags.sort((a, b) => a - b)[3]!
    // Machines that test much at once are slower than those of people.
    expect(typical).toBeLessThan(process.env.CI ? 900 : 300)
    await until(async () => (await findCheckpoint())!.lagMs > 0)
    expect((await findCheckpoint())!.lagMs).toBeLessThan(2 * SECOND)
  })

  test("goes on where the one before it stopped, with what was written meanwhile", async () => {
    const seen: string[] = []
    const recorder: Projection = {
      name: "recorder",
      entities: ["Told"],
      apply: async (changes) => void seen.push(...changes.map(({ key, after }) => `${key.PK}${after?.n}`)),
    }
    const first = worker(recorder)
    await tell("ON", 1)
    await until(() => seen.includes("ON1"))
    await first.stop()
    await tell("ON", 2)
    expect((await findCheckpoint())!.leaseUntil).toBe(0)
    worker(recorder)
    await until(() => seen.includes("ON2"))
    expect(seen.filter((name) => name.startsWith("ON"))).toEqual(["ON1", "ON2"])
  })

  test("writes nothing while nothing happens", async () => {
    worker(tally)
    await tell("IDLE", 1)
    await counted("IDLE", 1)
    await sleep(600)
    await changesSince()
    await sleep(1_000)
    // A renewal of its lease may fall into this second.
    expect((await changesSince()).length).toBeLessThanOrEqual(1)
  })

  test("writes little while much happens: many changes at once, and its own checkpoint seldom", async () => {
    worker(tally)
    const sent = listen()
    const start = performance.now()
    await Promise.all(Array.from({ length: 300 }, (_, n) => tell("BUSY", n)))
    await counted("BUSY", 300)
    const seconds = (performance.now() - start) / SECOND
    const puts = sent.filter(({ input }) => input.Item?.PK?.S === "CHECKPOINT")
    const counts = sent.filter(({ input }) =>
      input.TransactItems?.some((item: { Update?: { Key: { PK: { S: string } } } }) =>
        item.Update?.Key.PK.S.startsWith("TALLY#BUSY"),
      ),
    )
    expect(puts.length).toBeLessThanOrEqual(4 * seconds + 2)
    expect(counts.length).toBeLessThan(60)
  })

  test("goes on beside a poison record, which becomes a dead letter", async () => {
    const poisoned: Projection = {
      ...tally,
      apply: async (changes) => {
        if (changes.some(({ after }) => after?.n === 13)) throw new Error("Thirteen.")
        await tally.apply(changes)
      },
    }
    worker(poisoned)
    for (let n = 10; n < 20; n++) await tell("POISON", n)
    await tell("CLEAN", 1)
    await counted("POISON", 9)
    await counted("CLEAN", 1)
    const { items } = await listDeadLetters()
    expect(items).toMatchObject([{ projection: "tally", reason: "Thirteen.", item: { PK: "POISON" } }])
    await dropDeadLetter(items[0]!.id)
  })

  test("lets no projection wait for a slower one, and writes down how far the slower one is", async () => {
    let release = (): void => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    const slow: Projection = { ...tally, name: "slow", apply: () => held }
    const first = worker(slow, tally)
    for (let n = 0; n < 5; n++) {
      await tell("LANES", n)
      await counted("LANES", n + 1)
    }
    await sleep(500)
    const before = await findCheckpoint()
    await tell("LANES", 5)
    await counted("LANES", 6)
    await sleep(500)
    expect((await findCheckpoint())!.position).toEqual(before!.position)
    release()
    await first.stop()
    const after = (await findCheckpoint())!.position!.shards
    const [shard] = Object.keys(after)
    expect(BigInt(after[shard!]!)).toBeGreaterThan(BigInt(before!.position!.shards[shard!]!))
  })

  test("waits for a table that does not answer, and loses nothing", async () => {
    const { log } = worker(tally)
    await tell("DOWN", 0)
    await counted("DOWN", 1)
    const isCounting = ({ input }: { input: { TransactItems?: { Update?: unknown }[] } }) =>
      input.TransactItems?.some((item) => item.Update) === true
    const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })
    const down = failing(isCounting, refused, 3)
    await tell("DOWN", 1)
    await until(() => down.count === 3)
    await counted("DOWN", 2)
    expect((await listDeadLetters()).items).toEqual([])
    expect(log.filter((line) => line.includes("dead letter"))).toEqual([])
  })
})

describe("two workers", () => {
  test("of which one was started by accident: it waits, and takes over when the other ends", async () => {
    const first = worker(tally)
    await tell("TWO", 1)
    await counted("TWO", 1)
    const { worker: holder } = (await findCheckpoint())!
    const second = worker(tally)
    await until(() => second.log.some((line) => line.includes("this one waits")))
    await tell("TWO", 2)
    await counted("TWO", 2)
    expect((await findCheckpoint())!.worker).toEqual(holder)
    await first.stop()
    await tell("TWO", 3)
    await counted("TWO", 3)
    expect((await findCheckpoint())!.worker.id).not.toBe(holder.id)
  })

  test("of which one hangs: the other takes over, and the first notices", async () => {
    let release = (): void => {}
    const hanging: Projection = {
      ...tally,
      apply: async (changes) => {
        await new Promise<void>((done) => {
          release = done
        })
        await tally.apply(changes)
      },
    }
    const first = worker(hanging)
    await tell("HANG", 1)
    await until(async () => (await findCheckpoint())!.leaseUntil > 0)
    const holder = (await findCheckpoint())!.worker.id
    // Its lease is over for everybody who looks.
    setClock(() => Date.now() + 20 * SECOND)
    worker(tally)
    await counted("HANG", 1)
    setClock()
    expect((await findCheckpoint())!.worker.id).not.toBe(holder)
    release()
    await first.stop()
    expect((await findCheckpoint())!.worker.id).not.toBe(holder)
    expect(await tallyOf("HANG")).toBe(1)
  })
})

test("a worker that was off for long says how far it is behind, and when it has caught up", async () => {
  await tell("LATE", 1)
  setClock(() => Date.now() + DAY)
  const { log } = worker(tally)
  await counted("LATE", 1)
  await until(() => log.some((line) => line.includes("caught up")))
  expect(log[0]).toMatch(/is 14\d\d min behind/)
})
