import { DatabaseSync } from "node:sqlite"
import { afterEach, beforeAll, describe, expect, inject, test } from "vitest"
import { DAY, MINUTE, now, SECOND, setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { get } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"

import { table } from "#lib/db/table.ts"
import { freshTable } from "#lib/testing/table.ts"
import { sweepExpired, trimStream } from "./housekeeping.ts"

freshTable()
beforeAll(() => {
  process.env.STOA_TABLE = table().name
  forgetConfig()
})
afterEach(() => setClock())

const key = (name: string) => ({ PK: `HOUSE#${name}`, SK: "x" })
const put = (name: string, expiresAt?: number) =>
  commit([{ kind: "put", item: { ...key(name), entityType: "Test", ...(expiresAt && { expiresAt }) } }])

// Only the embedded engine needs it; on another one there is no file.
describe.runIf(inject("databaseFile"))("housekeeping", () => {
  const file = inject("databaseFile")!

  function records(): { sequence: number; event: string }[] {
    const database = new DatabaseSync(file)
    const rows = database
      .prepare(
        "SELECT CAST(sequence_number AS INTEGER) AS sequence, event_name AS event FROM _stream_records WHERE table_name = ? ORDER BY id",
      )
      .all(table().name)
    database.close()
    return rows as { sequence: number; event: string }[]
  }

  test("deletes what has expired, through the stream, and nothing else", async () => {
    const second = Math.floor(now() / SECOND)
    await put("over", second - 10)
    await put("later", second + 100)
    await put("never")
    expect(await sweepExpired(file)).toBe(0)
    expect(await get(key("over"))).toBeUndefined()
    expect(await get(key("later"))).toBeDefined()
    expect(await get(key("never"))).toBeDefined()
    expect(records().at(-1)?.event).toBe("REMOVE")
  })

  test("forgets stream records after a day, but keeps the newest, and numbers go on from it", async () => {
    for (let i = 0; i < 5; i++) await put(`record-${i}`)
    const newest = records().at(-1)!.sequence
    trimStream(file, BigInt(newest))
    expect(records().length).toBeGreaterThanOrEqual(5)
    setClock(() => Date.now() + DAY + MINUTE)
    trimStream(file, BigInt(newest))
    expect(records().map(({ sequence }) => sequence)).toEqual([newest])
    setClock()
    await put("after")
    expect(records().map(({ sequence }) => sequence)).toEqual([newest, newest + 1])
  })

  test("forgets nothing that the worker has not applied, however old", async () => {
    for (let i = 0; i < 5; i++) await put(`unapplied-${i}`)
    const all = records().map(({ sequence }) => sequence)
    setClock(() => Date.now() + 30 * DAY)
    trimStream(file, 0n)
    expect(records().map(({ sequence }) => sequence)).toEqual(all)
    trimStream(file, BigInt(all[2]!))
    expect(records().map(({ sequence }) => sequence)).toEqual(all.slice(3))
  })
})
