// `npm test`: everything, in one run, with one total at the end. Plain JavaScript for Node 20.9, because it
// runs before anything is installed. A part alone: npm test -- unit, npm test -- browser, ...
import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { forLambdasToo, isForLambdasToo } from "../aws/standalone.mjs"
import { build, builtIn, keepActionsKey } from "../launcher/build.mjs"
import { install, needsInstall } from "../launcher/install.mjs"
import { capableNode } from "../launcher/node.mjs"

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."))
if (needsInstall()) await install()
const node = capableNode()
process.env.NEXT_TELEMETRY_DISABLED = "1"
// Each file of tests begins in a thread of its own and would compile the libraries anew: a fifth of all it costs.
process.env.NODE_COMPILE_CACHE ??= resolve(".local/compiled")
process.env.PATH = `${resolve("node_modules/.bin")}:${dirname(node)}:${process.env.PATH}`

/** Each gives the numbers of what passed, failed and was skipped. */
const PARTS = {
  types: async () => {
    // The types of pages and their parameters are Next's to write.
    const written = await checked("node_modules/next/dist/bin/next", ["typegen"])
    return written.failed ? written : checked("node_modules/typescript/bin/tsc", ["--noEmit"])
  },
  style: () => checked("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]),
  unit: () => tested("node_modules/vitest/vitest.mjs", ["run"], "unit.json", fromVitest),
  // A fifteenth of what must take three minutes at most: the rate is the same.
  import: () => checked("lib/bench/import.ts", ["2500", "200"]),
  capacity: () => checked("lib/bench/capacity.ts"),
  build: built,
  crash: async () => {
    // Takes half a minute of one processor, and nobody looks at the clock meanwhile. Where it would have to build the pages as
    // well (after npm start), not under the forums that serve them.
    if ((wanted.length === 0 || wanted.includes("aws")) && builtIn([".next"]) && isForLambdasToo())
      void lambdas()
    return [
      await checked("lib/bench/crash-worker.ts"),
      await checked("lib/bench/restart.ts"),
      await checked("lib/bench/crash.ts"),
      await checked("lib/bench/crash.ts", ["web"]),
    ].reduce(sum)
  },
  // Called as Amazon calls them. Alone: what they take of memory is looked at.
  aws: async () => {
    const made = await lambdas()
    const args = ["run", "--config", "vitest.bundles.config.ts"]
    return made.failed ? made : tested("node_modules/vitest/vitest.mjs", args, "bundles.json", fromVitest)
  },
  browser: () => tested("node_modules/@playwright/test/cli.js", ["test"], "e2e.json", fromPlaywright),
}

/** None of a group fills two processors, or looks at the clock: they run beside each other. */
const BESIDE = [
  ["types", "style"],
  ["capacity", "build"],
]

let making
const wanted = process.argv.slice(2)
const unknown = wanted.filter((part) => !PARTS[part])
if (unknown.length > 0) {
  console.error(
    `npm test does not know ${unknown.join(" ")}: its parts are ${Object.keys(PARTS).join(", ")}.`,
  )
  process.exit(1)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
for (const parts of inTurn(wanted.length > 0 ? wanted : Object.keys(PARTS))) {
  console.log(`\n── ${parts.join(" and ")}`)
  const start = Date.now()
  const results = await Promise.all(
    parts.map(async (part) => {
      const result = await PARTS[part]()
      return { part, result, seconds: Math.round((Date.now() - start) / 1000) }
    }),
  )
  for (const { part, result, seconds } of results) {
    for (const key of Object.keys(total)) total[key] += result[key]
    lines.push(`${part.padEnd(9)} ${summary(result)}  (${seconds} s)`)
  }
}
console.log(`\n${lines.join("\n")}\n`)
console.log(summary(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

/** One after the other, but for those that run beside each other. */
function inTurn(parts) {
  return parts.flatMap((part) => {
    const group = BESIDE.find((some) => some.includes(part))?.filter((one) => parts.includes(one)) ?? [part]
    return part === group[0] ? [group] : []
  })
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`
}

/** What Lambdas run, made once of the build of the pages. */
function lambdas() {
  making ??= checked("lib/aws/build.mjs")
  return making
}

/** The pages that `npm start` would serve, built as it builds them. */
async function built() {
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= keepActionsKey()
  if (!builtIn([process.env.STOA_DIST || ".next"])) await forLambdasToo(() => build(node))
  return { passed: 1, failed: 0, skipped: 0 }
}

function sum(a, b) {
  return Object.fromEntries(Object.keys(a).map((key) => [key, a[key] + b[key]]))
}

/** A check that holds or does not: one test. */
async function checked(file, args = []) {
  const code = await run(file, args)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

/** A runner with a report. One that ends without a report, or badly without a failed test, has failed. */
async function tested(file, args, report, count) {
  const path = `test-results/${report}`
  mkdirSync("test-results", { recursive: true })
  rmSync(path, { force: true })
  const code = await run(file, args)
  try {
    const counted = count(JSON.parse(readFileSync(path, "utf8")))
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function fromVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

function fromPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

function run(file, args) {
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", file, ...args], { stdio: "inherit" })
  return new Promise((done) => {
    child.on("error", () => done(1))
    child.on("exit", (code) => done(code ?? 1))
  })
}
