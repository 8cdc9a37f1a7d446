// `npm run test:dynamodb-local`: the tests of the data layer on Amazon's own DynamoDB Local. Fetches it from Maven
// Central into .local when it is not there; says so, and skips, where Maven or Java 17 is missing.
import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { delimiter, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const VERSION = "2.6.1"
const JAVA = 17

process.chdir(resolve(fileURLToPath(import.meta.url), "../../.."))
const folder = resolve(`.local/dynamodb-local-${VERSION}`)

const missing = whatIsMissing()
if (missing) {
  console.log(`SKIPPED: the tests on DynamoDB Local need ${missing}. Install it and run this again.`)
  process.exit(0)
}
if (!existsSync(folder)) fetchEngine()
const port = await freePort()
const engine = spawn(
  "java",
  [
    `-Djava.library.path=${folder}`,
    ...["-cp", `${folder}/*`, "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"],
    ...["-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(port)],
  ],
  { stdio: ["ignore", "ignore", "inherit"] },
)
process.on("exit", () => engine.kill())
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1))
await untilAnswers()
const result = "test-results/unit.json"
rmSync(result, { force: true })
const code = await runTests()
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(result, "utf8"))
console.log(
  `\nDynamoDB Local ${VERSION}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`,
)
process.exit(code || (numPassedTests === 0 ? 1 : 0))

function whatIsMissing() {
  const java = spawnSync("java", ["-version"], { encoding: "utf8" })
  const version = Number(/version "(\d+)/.exec(java.stderr ?? "")?.[1] ?? 0)
  if (version < JAVA)
    return version ? `Java ${JAVA} (this is Java ${version})` : `Java ${JAVA}, which is not here`
  // Once it is fetched, nothing but Java is needed.
  if (existsSync(folder) || spawnSync("mvn", ["-version"]).status === 0) return undefined
  return "Maven (the command mvn), which is not here"
}

function fetchEngine() {
  console.log(`Fetching DynamoDB Local ${VERSION} from Maven Central into .local ...`)
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  writeFileSync(
    `${partial}/pom.xml`,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>forum.stoa</groupId><artifactId>dynamodb-local</artifactId><version>1</version>
<dependencies><dependency><groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId>
<version>${VERSION}</version></dependency></dependencies></project>`,
  )
  const args = ["-q", "-B", "-f", `${partial}/pom.xml`, "dependency:copy-dependencies"]
  const copied = spawnSync("mvn", [...args, `-DoutputDirectory=${partial}`, "-DincludeScope=runtime"], {
    stdio: "inherit",
  })
  if (copied.status !== 0) {
    console.error("Maven could not fetch DynamoDB Local: see above, then run this again.")
    process.exit(1)
  }
  renameSync(partial, folder)
}

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

/** One file at a time and with patience: it is several times slower than the embedded engine. */
function runTests() {
  const folders = [
    "lib/db",
    "lib/forum",
    "lib/auth",
    "lib/limits",
    "lib/email",
    "lib/projections",
    "lib/workers",
  ]
  const vitest = ["node_modules/vitest/vitest.mjs", "run", ...folders]
  const patience = ["--testTimeout=120000", "--hookTimeout=120000", "--no-file-parallelism"]
  const child = spawn("node", [...vitest, ...patience], {
    stdio: "inherit",
    env: {
      ...process.env,
      DYNAMODB_ENDPOINT: `http://localhost:${port}`,
      PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH}`,
    },
  })
  return new Promise((done) => child.on("exit", (code) => done(code ?? 1)))
}
