import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { MINUTE, nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { isUnfinished } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { beginRestore, endRestore } from "#lib/db/writes/restores.ts"
import { renameMember } from "#lib/forum/renaming.ts"
import { someone } from "#lib/testing/people.ts"
import { passUntil, presentTime } from "#lib/testing/sagas.ts"
import { freshTable } from "#lib/testing/table.ts"
import { DUTIES } from "./duties.ts"
import { handler as sagas } from "./saga.lambda.ts"
import { handler as schedule } from "./schedule.lambda.ts"

freshTable()
beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => {}))
afterEach(() => {
  presentTime()
  vi.restoreAllMocks()
})

/** As EventBridge calls. */
const EVENT = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} }
const context = (ms: number) => {
  const end = Date.now() + ms
  return { getRemainingTimeInMillis: () => end - Date.now() }
}

/** The saga of a member who takes another name. */
async function aRenaming(): Promise<string> {
  const member = await someone()
  return (await renameMember(member, { name: `n${member.name}` }))!.id
}

/** Calls it until the saga has ended, letting time pass where it waits. */
async function untilEnded(id: string, call: () => Promise<unknown>): Promise<void> {
  for (let calls = 0; calls < 20; calls++) {
    const saga = (await getSaga(id))!
    if (!isUnfinished(saga)) return
    if (saga.notBefore) passUntil(saga.notBefore)
    await call()
  }
  throw new Error("It never ends.")
}

describe("the Lambda of the sagas", () => {
  test("begins no turn that might not end in time, and leaves the saga to the next call", async () => {
    const id = await aRenaming()
    expect(await sagas(EVENT, context(10 * SECOND))).toEqual({ turns: 0 })
    expect(await getSaga(id)).toMatchObject({ version: 1, step: "" })
    await untilEnded(id, () => sagas(EVENT, context(MINUTE)))
    expect(await getSaga(id)).toMatchObject({ state: "done" })
  })

  test("called twice at the same time, does each turn once", async () => {
    const id = await aRenaming()
    await untilEnded(id, () => Promise.all([sagas(EVENT, context(MINUTE)), sagas(EVENT, context(MINUTE))]))
    expect(await getSaga(id)).toMatchObject({ state: "done", attempts: 0 })
  })
})

describe("the Lambda of the duties", () => {
  test("does the same as the worker, each once", async () => {
    const id = await aRenaming()
    const names = DUTIES.map(({ name }) => name).sort()
    expect((await schedule(EVENT, context(MINUTE))).done.sort()).toEqual(names)
    await untilEnded(id, () => schedule(EVENT, context(MINUTE)))
    expect(await getSaga(id)).toMatchObject({ state: "done" })
  })

  test("tells each until when it may begin something", async () => {
    const untils: (number | undefined)[] = []
    const duty = { name: "d", every: 1, run: async (until?: number) => void untils.push(until) }
    const start = Date.now()
    await schedule(EVENT, context(MINUTE), [duty])
    expect(untils[0]! - start).toBeGreaterThan(44 * SECOND)
    expect(untils[0]! - start).toBeLessThanOrEqual(46 * SECOND)
  })

  test("does all others where one fails and one hangs, and then fails itself, so that somebody is told", async () => {
    const ran: string[] = []
    const duty = (name: string, run: () => Promise<void>) => ({ name, every: 1, run })
    const duties = [
      duty("bad", () => Promise.reject(new Error("no luck"))),
      duty("endless", () => sleep(MINUTE)),
      duty("good", async () => void ran.push("good")),
    ]
    const failed = schedule(EVENT, context(1.3 * SECOND), duties)
    await expect(failed).rejects.toThrow(
      "bad failed: Error: no luck\nendless failed: Error: It did not end in time.",
    )
    expect(ran).toEqual(["good"])
  })

  test("out of time, leaves everything as it is", async () => {
    const id = await aRenaming()
    await schedule(EVENT, context(10 * SECOND))
    expect(await getSaga(id)).toMatchObject({ version: 1, step: "" })
  })
})

test("beside a restore, neither does anything: what is there is a part of a forum", async () => {
  const id = await aRenaming()
  await commit([beginRestore({ digest: "d", done: 0, startedAt: nowIso() })])
  const duty = { name: "d", every: 1, run: () => Promise.reject(new Error("It ran.")) }
  expect(await schedule(EVENT, context(MINUTE), [duty])).toEqual({ done: [] })
  expect(await sagas(EVENT, context(MINUTE))).toEqual({ turns: 0 })
  await commit(endRestore(undefined))
  await untilEnded(id, () => sagas(EVENT, context(MINUTE)))
})
