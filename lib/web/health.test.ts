import { afterEach, expect, test, vi } from "vitest"
import { MINUTE, now, setClock } from "#lib/base/clock.ts"
import { buildAnew, buildMissing } from "#lib/projections/building.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { failing, withoutWaiting } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import { Lease } from "#lib/workers/lease.ts"
import { health } from "./health.ts"

freshTable()
afterEach(() => setClock())

test("tells whether the worker runs, and how far what follows from changes is behind", async () => {
  expect(await health()).toMatchObject({ status: "ok" })
  expect(await health()).not.toHaveProperty("stream")
  const lease = (await Lease.take()) as Lease
  await lease.save(undefined, 87.4)
  expect((await health()).stream).toEqual({ worker: "runs", lagMs: 87 })
  const start = now()
  setClock(() => start + MINUTE)
  const { status, stream } = await health()
  expect([status, stream?.worker]).toEqual(["ok", "does not run"])
  expect(stream!.lagMs).toBeGreaterThanOrEqual(MINUTE - 1_000)
  setClock()
  await lease.release(undefined, 80)
  expect((await health()).stream?.worker).toBe("does not run")
})

test("names the read models that are being made, and those that fail; not why", async () => {
  expect(await health()).not.toHaveProperty("making")
  const making = (name: string, fail: () => void): Projection => ({
    ...{ name, entities: [], rules: 1, apply: async () => {} },
    async *rebuild() {
      yield { cursor: "2", done: "2 of 5" }
      fail()
      yield { cursor: "3", done: "3 of 5" }
    },
  })
  const bad = making("bad", () => {
    throw new Error("No room at /home/anna.")
  })
  await buildMissing(undefined, { projections: [bad], log: () => {} }).catch(() => {})
  const report = await health()
  expect(report).toMatchObject({ status: "ok", making: [{ name: "bad", failing: true }] })
  // It may name a closed category, or count what is in it.
  expect(JSON.stringify(report)).not.toContain("2 of 5")
  expect(JSON.stringify(report)).not.toContain("anna")
  await buildAnew({ ...making("bad", () => {}), rebuild: making("bad", () => {}).rebuild! }, () => {})
  expect(await health()).not.toHaveProperty("making")
})

test("fails where the table does not answer, and names no host", async () => {
  withoutWaiting()
  vi.spyOn(console, "error").mockImplementation(() => {})
  failing(
    () => true,
    () => Object.assign(new Error("connect ECONNREFUSED 10.0.0.1"), { code: "ECONNREFUSED" }),
    99,
  )
  const report = await health()
  expect(report).toMatchObject({ status: "failing", reason: "The table cannot be read: Error." })
})
