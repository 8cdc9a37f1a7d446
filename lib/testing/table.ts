/** A fresh table for a test file. Import it, call `freshTable()` at the top, and write for real. */
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, inject } from "vitest"
import { type ConnectionOptions, connect, ensureTable, table } from "#lib/db/table.ts"

/** Creates a table before the tests of the file and lets go of it after them. */
export function freshTable(): void {
  beforeAll(async () => {
    connect({ ...engine(), name: `test-${randomUUID()}` })
    await ensureTable()
  })
  afterAll(() => table().client.destroy())
}

/** The engine of the run: ours is spoken to as the forum speaks to it, which signs nothing. */
export function engine(): Pick<ConnectionOptions, "engine" | "endpoint"> {
  return { engine: inject("databaseFile") ? "embedded" : "endpoint", endpoint: inject("endpoint") }
}
