import { expect, test, vi } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import type { Position } from "#lib/db/stream.ts"
import { Lanes } from "./lanes.ts"

const POST = { name: "counts", entities: ["post"], apply: async () => {} }
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
