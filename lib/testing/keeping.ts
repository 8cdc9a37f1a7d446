/** Forums in tests that are exported, and tables for them to be restored into. */
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import { MINUTE } from "#lib/base/clock.ts"
import { CHECKPOINT } from "#lib/db/items/stream.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { openStream } from "#lib/db/stream.ts"
import { connect, ensureTable, table } from "#lib/db/table.ts"
import { noteNewTable } from "#lib/projections/building.ts"
import { follow } from "#lib/workers/follow.ts"
import { engine } from "./table.ts"
import { until } from "./workers.ts"

/** A folder for archives, for as long as the test file runs. */
export function archives(): (name: string) => string {
  let folder = ""
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "stoa-keeping-"))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}

/** From here on the test's table is another one, as new as a first start makes it. @returns goes back */
export async function anotherTable(): Promise<() => void> {
  const { options } = table()
  connect({ ...engine(), name: `test-${randomUUID()}` })
  if (await ensureTable()) await noteNewTable()
  return () => void connect(options)
}

/** The worker of a forum, until it has applied all that was written, and written that down. */
export async function workerRuns(): Promise<void> {
  const ending = new AbortController()
  const following = follow(ending.signal, { duties: [], log: () => {}, waits: [] })
  await until(isAllApplied, MINUTE)
  ending.abort()
  await following
}

async function isAllApplied(): Promise<boolean> {
  const { position } = (await findCheckpoint()) ?? {}
  if (!position) return false
  const reader = await openStream(position)
  const { changes } = await reader.read()
  reader.close()
  return changes.every(({ entityType }) => entityType === CHECKPOINT)
}
