/** Commands in tests: on the table of the test, as an operator's settings would name it. */
import { afterAll, beforeAll, inject } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { table } from "#lib/db/table.ts"

/** Commands of this test file work on its fresh table. */
export function commandsUseIt(): void {
  const before = { ...process.env }
  beforeAll(() => {
    Object.assign(process.env, { DYNAMODB_ENDPOINT: inject("endpoint"), STOA_TABLE: table().name })
    forgetConfig()
  })
  afterAll(() => {
    process.env = before
    forgetConfig()
  })
}
