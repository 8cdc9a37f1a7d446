import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import type { Position } from "#lib/db/stream.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import { Lanes } from "./lanes.ts"

const POST: Projection = { name: "counts", entities: ["post"], apply: async () => {} }
const POSITION: Position = { stream: "one", base: "0", shards: {} }

const change = (n: number): Change => ({
  sequence: String(n).padStart(40, "0"),
  shard: "one",
  at: "2026-01-01T00:00:00.000Z",
  key: { PK: `TOPIC#${n}`, SK: "TOPIC" },
  entityType: "post",
})

test("what comes while a lane works, or rests from it, is applied together and soon after", async () => {
  const given: number[] = []
  const lanes = new Lanes([POST], async (_, changes) => {
    given.push(changes.length)
    await sleep(40)
    return true
  })
  lanes.push([change(1)], POSITION, Date.now())
  lanes.push([change(2)], POSITION, Date.now())
  // Its work is done, and it rests: nothing waits for the rest.
  await sleep(60)
  expect(lanes.size).toBe(1)
  lanes.push([change(3), change(4)], POSITION, Date.now())
  await vi.waitFor(() => expect(lanes.size).toBe(0))
  expect(given).toEqual([1, 3])
})

test("a lane rests a quarter of a second at the most, however long it worked", async () => {
  const started: number[] = []
  const lanes = new Lanes([POST], async () => {
    started.push(performance.now())
    await sleep(1_500)
    return true
  })
  lanes.push([change(1)], POSITION, Date.now())
  lanes.push([change(2)], POSITION, Date.now())
  await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 10_000 })
  const rest = started[1]! - started[0]! - 1_500
  expect(rest).toBeGreaterThan(200)
  expect(rest).toBeLessThan(1_400)
})

describe("in a rush", () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const changes = (count: number): Change[] => Array.from({ length: count }, (_, n) => change(n))
  /** @returns how many came at once where `first` are followed by 5, and a third of a second later by 3 */
  async function givenOf(first: number, projection: Projection = POST): Promise<number[]> {
    const given: number[] = []
    const lanes = new Lanes([projection], async (_, some) => {
      given.push(some.length)
      return true
    })
    for (const count of [first, 5, 3]) {
      lanes.push(changes(count), POSITION, Date.now())
      await vi.advanceTimersByTimeAsync(count === 5 ? 333 : 0)
    }
    await vi.advanceTimersByTimeAsync(500)
    expect(lanes.size).toBe(0)
    return given
  }

  test("a lane waits half a second for more, so that what many need is asked for once", async () => {
    expect(await givenOf(40)).toEqual([40, 8])
  })

  test("the longer it lasts the longer a lane waits, to a second and a half; what is few again waits for nothing", async () => {
    const at: number[] = []
    const lanes = new Lanes([POST], async () => {
      at.push(Date.now())
      return true
    })
    const start = Date.now()
    for (let ms = 0; ms < 6_000; ms += 100) {
      lanes.push(changes(20), POSITION, Date.now())
      if (ms === 0) lanes.push(changes(40), POSITION, Date.now())
      await vi.advanceTimersByTimeAsync(100)
    }
    const waits = at.map((time, n) => time - (at[n - 1] ?? start))
    expect(waits.filter((ms) => ms > 0).slice(0, 4)).toEqual([500, 1_000, 1_500, 1_500])
    await vi.advanceTimersByTimeAsync(2_000)
    const before = at.length
    lanes.push(changes(5), POSITION, Date.now())
    await vi.advanceTimersByTimeAsync(0)
    expect(at.length).toBe(before + 1)
  })

  test("few changes wait for nothing", async () => {
    expect(await givenOf(39)).toEqual([39, 5, 3])
  })

  test("who gains nothing by it goes on at once: which pages are stale", async () => {
    expect(await givenOf(200, { ...POST, prompt: true })).toEqual([200, 5, 3])
    expect(PROJECTIONS.filter(({ prompt }) => prompt).map(({ name }) => name)).toEqual(["pages"])
  })

  test("a lane that is behind does not wait", async () => {
    const lanes = new Lanes([POST], async () => {
      await sleep(30)
      return true
    })
    for (let i = 0; i < 4; i++) lanes.push(changes(2_000), POSITION, Date.now())
    await vi.advanceTimersByTimeAsync(4 * 30 + 3 * 30 + 10)
    expect(lanes.size).toBe(0)
  })
})
