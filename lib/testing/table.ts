/** A fresh table for a test file. Import it, call `freshTable()` at the top, and write for real. */
import { randomUUID } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, inject } from "vitest"
import { connect, ensureTable, table } from "#lib/db/table.ts"

/** Creates a table before the tests of the file and lets go of it after them. */
export function freshTable(): void {
  beforeAll(async () => {
    connect({ endpoint: inject("endpoint"), name: `test-${randomUUID()}` })
    await ensureTable()
    const file = inject("databaseFile")
    if (file) indexStream(file)
  })
  afterAll(() => table().client.destroy())
}

/** Without it each write of the embedded engine reads all stream records before it. */
function indexStream(file: string): void {
  const database = new DatabaseSync(file, { timeout: 10_000 })
  database.exec(
    "CREATE INDEX IF NOT EXISTS stoa_stream ON _stream_records(table_name, CAST(sequence_number AS INTEGER))",
  )
  database.close()
}
