// `npm run test:dynamodb-local`: the tests of the data layer on Amazon's own DynamoDB Local. Fetches it from Maven
// Central into .local when it is not there; says so, and skips, where Maven or Java 17 is missing.
import { spawn } from "node:child_process"
import { createServer } from "node:net"
import { availableParallelism } from "node:os"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { jarsOf } from "./java.mjs"
import { tell, testsOn } from "./vitest.mjs"

const VERSION = "2.6.1"
const FOLDERS = ["db", "forum", "auth", "limits", "email", "projections", "workers"]
/** It looks through the streams of all its tables at every write, so an engine gets a few files' tables, and then another. */
const PARTS = 20

process.chdir(resolve(fileURLToPath(import.meta.url), "../../.."))
const jars = jarsOf({
  title: "DynamoDB Local",
  name: "dynamodb-local",
  version: VERSION,
  group: "com.amazonaws",
  artifact: "DynamoDBLocal",
})
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1))

const results = []
const parts = Array.from({ length: PARTS }, (_, i) => i + 1)
await Promise.all(
  // It does all its work in one thread.
  Array.from({ length: availableParallelism() }, async () => {
    for (let part = parts.shift(); part; part = parts.shift()) results.push(await testPart(part))
  }),
)
process.exit(tell(`DynamoDB Local ${VERSION}`, results))

async function testPart(part) {
  const started = performance.now()
  const { engine, endpoint } = await startEngine()
  const stop = () => engine.kill("SIGKILL")
  process.on("exit", stop)
  // One file at a time and with patience: it is several times slower than the embedded engine.
  const files = FOLDERS.map((folder) => `lib/${folder}`)
  const result = await testsOn(
    [...files, `--shard=${part}/${PARTS}`],
    { DYNAMODB_ENDPOINT: endpoint },
    "pipe",
  )
  process.off("exit", stop)
  stop()
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`Part ${part} of ${PARTS}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`)
  return result
}

async function startEngine() {
  const port = await freePort()
  const engine = spawn(
    "java",
    [
      `-Djava.library.path=${jars}`,
      ...["-cp", `${jars}/*`, "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"],
      ...["-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(port)],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  )
  const endpoint = `http://localhost:${port}`
  for (let tries = 0; tries < 300 && engine.exitCode === null; tries++) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    )
    if (answered) return { engine, endpoint }
    await new Promise((done) => setTimeout(done, 100))
  }
  console.error("DynamoDB Local did not start: see above.")
  process.exit(1)
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}
