import { afterEach, expect, test, vi } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { Sagas } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { MERGING } from "#lib/forum/merging.ts"
import { RENAMING } from "#lib/forum/renaming.ts"
import { newSaga, visibleSaga } from "#lib/forum/sagas.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { runDueSagas, runSaga } from "./runner.ts"

freshTable()
afterEach(() => void vi.restoreAllMocks())

/** One whose first turn fails: nobody is renamed. */
const broken = () => newSaga(RENAMING, { user: newId() })

test("sagas that wait hold up none of those behind them", async () => {
  const waiting = Array.from({ length: 120 }, () => ({ ...broken(), notBefore: "2999-01-01T00:00:00.000Z" }))
  await putMany(waiting.map((saga) => Sagas.encode({ ...saga, startedAt: "2020-01-01T00:00:00.000Z" })))
  vi.spyOn(console, "error").mockImplementation(() => {})
  const saga = broken()
  await commit(putSaga(saga))
  await runDueSagas()
  expect(await getSaga(saga.id)).toMatchObject({ attempts: 1 })
})

test("what a fault says is for the operator, and not for members", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  const saga = broken()
  await commit(putSaga(saga))
  await runSaga(saga.id)
  const { failure, fault } = (await getSaga(saga.id))!
  expect(failure).toBe("There was a fault on our side.")
  expect(fault).toMatch(/no member/)
})

test("a saga of topics is for staff alone, also when somebody else started it, and one of their own for a member", async () => {
  const [former, moderator, member] = [await someone(), await staff(), await someone()]
  const merge = newSaga(MERGING, { at: nowIso() }, { by: former.id })
  const renaming = newSaga(RENAMING, { user: member.id }, { by: member.id })
  await putMany([merge, renaming].map((saga) => Sagas.encode({ ...saga, state: "done" })))
  const kinds = { own: [RENAMING], staffs: [MERGING] }
  expect((await visibleSaga(moderator, merge.id, kinds)).id).toBe(merge.id)
  expect((await visibleSaga(member, renaming.id, kinds)).id).toBe(renaming.id)
  await expect(visibleSaga(former, merge.id, kinds)).rejects.toThrow(/no such page/)
  await expect(visibleSaga(moderator, renaming.id, kinds)).rejects.toThrow(/no such page/)
})
