/** A fresh table for a test file. Import it, call `freshTable()` at the top, and write for real. */
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, inject } from "vitest"
import { connect, ensureTable, table } from "#lib/db/table.ts"

/** Creates a table before the tests of the file and lets go of it after them. */
export function freshTable(): void {
  beforeAll(async () => {
    connect({ endpoint: inject("endpoint"), name: `test-${randomUUID()}` })
    await ensureTable()
  })
  afterAll(() => table().client.destroy())
}
