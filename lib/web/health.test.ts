import { afterEach, expect, test, vi } from "vitest"
import { MINUTE, now, setClock } from "#lib/base/clock.ts"
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
