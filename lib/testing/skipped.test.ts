/** What cannot run on a machine is skipped with a word that says what is missing, and never silently. */
import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"

test.each([
  ["lib/testing/dynamodb-local.mjs", "DynamoDB Local"],
  ["lib/testing/opensearch.mjs", "OpenSearch"],
])("%s needs Java, and says so where there is none", (file, title) => {
  const { status, stdout } = spawnSync(process.execPath, [file], {
    env: { ...process.env, PATH: "" },
    encoding: "utf8",
    timeout: 15_000,
  })
  expect(stdout.trim()).toBe(
    `SKIPPED: the tests on ${title} need Java 17, which is not here. Install it and run this again.`,
  )
  expect(status).toBe(0)
})
