import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { MINUTE, SECOND, setClock } from "#lib/base/clock.ts"
import { check } from "#lib/check/check.ts"
import { commit } from "#lib/db/commit.ts"
import type { Build } from "#lib/db/items/builds.ts"
import { buildKey } from "#lib/db/keys/stream.ts"
import { listBuilds } from "#lib/db/patterns/builds.ts"
import { failing, listen, withoutWaiting } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import { buildAnew, buildMissing, noteNewTable } from "./building.ts"
import type { Projection } from "./contract.ts"

freshTable()
afterEach(() => setClock())
beforeEach(async () => {
  for (const { name } of await listBuilds({ consistent: true }))
    await commit([{ kind: "delete", key: buildKey(name) }])
})

type Made = Projection &
  Required<Pick<Projection, "rebuild">> & { steps: number[]; before(n: number): unknown }

/** Made in five steps; remembers which it took. */
function counting(name: string, change: Partial<Projection> = {}): Made {
  const projection: Made = {
    ...{ name, entities: [], rules: 1, apply: async () => {}, steps: [], before: () => {} },
    async *rebuild(from) {
      for (let n = Number(from ?? 0) + 1; n <= 5; n++) {
        await projection.before(n)
        projection.steps.push(n)
        yield { cursor: String(n), done: `${n} of 5` }
      }
    },
    ...change,
  }
  return projection
}

const build = (until: number | undefined, ...projections: Projection[]) =>
  buildMissing(until, { projections, log: (line) => log.push(line) })
let log: string[] = []
beforeEach(() => {
  log = []
})
const buildOf = async (name: string): Promise<Build | undefined> =>
  (await listBuilds({ consistent: true })).find((one) => one.name === name)

describe("a read model that this table never had", () => {
  test("is made by itself, once, and that is told", async () => {
    const [one, old] = [counting("one"), counting("old", { rules: undefined })]
    await build(undefined, one, old)
    expect([one.steps, old.steps]).toEqual([[1, 2, 3, 4, 5], []])
    expect(await buildOf("one")).toMatchObject({ state: "built", rules: 1, leaseUntil: 0, done: "5 of 5" })
    expect(log).toEqual([
      "This forum has no one as this version knows it: it is made now, from what was written.",
      "one is made.",
    ])
    const sent = listen()
    await build(undefined, one, old)
    expect(one.steps).toHaveLength(5)
    expect(sent.map(({ command }) => command)).toEqual(["Query"])
  })

  test("costs a new table nothing but a note", async () => {
    const one = counting("one")
    await noteNewTable([one])
    await build(undefined, one)
    expect(one.steps).toEqual([])
  })

  test("is gone on with where it was left, by whoever comes next", async () => {
    const one = counting("one")
    let time = Date.now()
    setClock(() => time)
    one.before = () => {
      time += 4 * SECOND
    }
    // It ends nowhere: nobody waits for it.
    void build(undefined, counting("one", { rebuild: left(one, 3) }))
    await vi.waitFor(() => expect(one.steps).toEqual([1, 2, 3]))
    // Nobody knows that it was killed until its time is over.
    await build(undefined, one)
    expect(one.steps).toEqual([1, 2, 3])
    time += 2 * MINUTE
    await build(undefined, one)
    // What came after it was written down last, within five seconds, is done again.
    expect(one.steps).toEqual([1, 2, 3, 3, 4, 5])
    expect(await buildOf("one")).toMatchObject({ state: "built" })
  })

  test("is made by one of two who come at once", async () => {
    const [one, other] = [counting("one"), counting("one")]
    await Promise.all([build(undefined, one), build(undefined, other)])
    expect([...one.steps, ...other.steps].toSorted()).toEqual([1, 2, 3, 4, 5])
  })

  test("in a Lambda begins when no older code applies changes any more, and takes as many calls as it needs", async () => {
    const one = counting("one")
    let time = Date.now()
    setClock(() => time)
    const call = () => build(time + MINUTE, one)
    await call()
    time += 10 * MINUTE
    await call()
    expect(one.steps).toEqual([])
    time += 6 * MINUTE
    one.before = (n) => {
      // Nothing is begun after its end.
      if (n % 2 === 0) time += MINUTE
    }
    for (let calls = 0; calls < 3; calls++) await call()
    expect(one.steps).toEqual([1, 2, 3, 4, 5])
    expect(await buildOf("one")).toMatchObject({ state: "built" })
  })
})

describe("a read model that fails", () => {
  test("waits longer each time, holds up no other, and the check tells why", async () => {
    let time = Date.now()
    setClock(() => time)
    const [bad, good] = [counting("bad"), counting("good")]
    let tries = 0
    bad.before = (n) => {
      if (n < 3) return
      tries++
      throw new Error("No room at /home/anna.")
    }
    await expect(build(undefined, bad, good)).rejects.toThrow("Making bad failed: No room at /home/anna.")
    expect(good.steps).toHaveLength(5)
    await build(undefined, bad, good)
    time += MINUTE + 1
    await expect(build(undefined, bad, good)).rejects.toThrow("No room")
    time += MINUTE + 1
    await build(undefined, bad, good)
    expect(tries).toBe(2)
    expect(await buildOf("bad")).toMatchObject({ state: "building", attempts: 2, cursor: "2" })
    const { findings } = await check({ waits: [0] })
    expect(findings).toContainEqual({
      ...{ entityType: "Build", key: "BUILDS bad", wrong: ["could not be made: No room at /home/anna."] },
    })
    bad.before = () => {}
    time += 2 * MINUTE
    await build(undefined, bad, good)
    expect(await buildOf("bad")).toMatchObject({ state: "built", attempts: 0 })
  })

  test("where it did before has come no further, also when it says again what is done", async () => {
    let time = Date.now()
    setClock(() => time)
    const stuck = counting("stuck", {
      async *rebuild() {
        yield { cursor: "4", done: "4 of 5" }
        throw new Error("Here.")
      },
    })
    const attempts: (number | undefined)[] = []
    for (let n = 0; n < 4; n++) {
      await expect(build(undefined, stuck)).rejects.toThrow("Here.")
      attempts.push((await buildOf("stuck"))?.attempts)
      const { notBefore } = (await buildOf("stuck"))!
      expect(notBefore! - time).toBeLessThanOrEqual(2 ** n * MINUTE)
      time = notBefore!
    }
    expect(attempts).toEqual([1, 2, 3, 4])
  })

  test("is tried again when the table could not even take that it failed", async () => {
    withoutWaiting()
    let time = Date.now()
    setClock(() => time)
    const one = counting("one")
    const refused = () => Object.assign(new Error("no"), { name: "ValidationException", $metadata: {} })
    const stop = failing(({ input }) => input.Item?.done !== undefined, refused, 99)
    await expect(build(undefined, one)).rejects.toThrow("no")
    stop.count = 99
    time += 2 * MINUTE
    await build(undefined, one)
    expect(await buildOf("one")).toMatchObject({ state: "built" })
  })
})

describe("other rules", () => {
  test("make it anew; newer ones than this code knows are left alone", async () => {
    const [first, second] = [counting("one"), counting("one", { rules: 2 })]
    await build(undefined, first)
    await build(undefined, second)
    expect(second.steps).toHaveLength(5)
    await build(undefined, first)
    expect(first.steps).toHaveLength(5)
  })

  test("that come while it is made by the old ones begin it again", async () => {
    const first = counting("one")
    await build(Date.now() + MINUTE, first)
    let time = Date.now() + 20 * MINUTE
    setClock(() => time)
    first.before = () => {
      time += MINUTE
    }
    await build(time + 1, first)
    expect(first.steps).toEqual([1])
    const second = counting("one", { rules: 2 })
    await build(undefined, second)
    expect(second.steps).toEqual([1, 2, 3, 4, 5])
  })

  test("or another place make it anew, too", async () => {
    const [here, there] = ["here", "there"].map((place) => counting("one", { place: () => place }))
    await build(undefined, here!)
    await build(undefined, there!)
    await build(undefined, here!)
    expect([here!.steps.length, there!.steps.length]).toEqual([10, 5])
  })
})

test("the operator's rebuild takes it from whoever makes it", async () => {
  const [worker, operator] = [counting("one"), counting("one")]
  let time = Date.now()
  setClock(() => time)
  const told: string[] = []
  worker.before = async (n) => {
    time += 6 * SECOND
    if (n === 3) await buildAnew(operator, (done) => told.push(done))
  }
  await build(undefined, worker)
  expect(operator.steps).toEqual([1, 2, 3, 4, 5])
  expect(told.at(-1)).toBe("5 of 5")
  // It ended without a word: who has it tells.
  expect(worker.steps).toEqual([1, 2, 3])
  expect(log).not.toContain("one is made.")
  expect(await buildOf("one")).toMatchObject({ state: "built" })
})

test("the check names what was never made, where a worker has looked", async () => {
  const wrong = async () => (await check({ waits: [0] })).findings.map(({ key }) => key)
  expect(await wrong()).toEqual([])
  await noteNewTable()
  expect(await wrong()).toEqual([])
  await commit([{ kind: "delete", key: buildKey("thanks") }])
  expect(await wrong()).toEqual(["BUILDS thanks"])
})

/** As one that is killed after so many steps: nothing more happens, and nothing is written down. */
function left(projection: Made, steps: number): Made["rebuild"] {
  return async function* (from) {
    let n = 0
    for await (const stage of projection.rebuild(from)) {
      yield stage
      if (++n === steps) await new Promise(() => {})
    }
  }
}
