// `npm run test:dynamodb-local`: the tests of the data layer on Amazon's own DynamoDB Local. Fetches it from Maven
// Central into .local when it is not there; says so, and skips, where Maven or Java 17 is missing.
import { spawn } from "node:child_process"
import { createServer } from "node:net"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { jarsOf } from "./java.mjs"
import { testsOn } from "./vitest.mjs"

const VERSION = "2.6.1"
const FOLDERS = ["db", "forum", "auth", "limits", "email", "projections", "workers"]

process.chdir(resolve(fileURLToPath(import.meta.url), "../../.."))
const jars = jarsOf({
  title: "DynamoDB Local",
  name: "dynamodb-local",
  version: VERSION,
  group: "com.amazonaws",
  artifact: "DynamoDBLocal",
})
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
process.on("exit", () => engine.kill())
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1))
await untilAnswers()
// One file at a time and with patience: it is several times slower than the embedded engine.
process.exit(
  await testsOn(
    `DynamoDB Local ${VERSION}`,
    FOLDERS.map((folder) => `lib/${folder}`),
    { DYNAMODB_ENDPOINT: `http://localhost:${port}` },
  ),
)

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

async function untilAnswers() {
  for (let tries = 0; tries < 300; tries++) {
    const answered = await fetch(`http://localhost:${port}`).then(
      () => true,
      () => false,
    )
    if (answered) return
    if (engine.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 100))
  }
  console.error("DynamoDB Local did not start: see above.")
  process.exit(1)
}
