// Holds infra/ against the SST that deploys it (docs/adr/0340, 0372): makes SST's platform (.sst, 323 MB, from the registry,
// once), runs the compiler, and the tests of what SST's components make. Needs no AWS account.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"

const [, version] = /version: "([\d.]+)"/.exec(readFileSync("sst.config.ts", "utf8")) ?? []
const platform = ".sst/platform"
const made = existsSync(`${platform}/version`) && readFileSync(`${platform}/version`, "utf8")
const hasRandom = existsSync(`${platform}/node_modules/@pulumi/random`)

/** @returns whether it went well */
function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } })
  if (error) console.error(error.message)
  return status === 0
}

// It asks for programs that only a deployment uses, and for Bun.
const QUIET = { SST_SKIP_DEPENDENCY_CHECK: "1", SST_NO_BUN: "1", SST_TELEMETRY_DISABLED: "1" }
const isThere = String(made).includes(version) && hasRandom
const isReady = isThere || run("npx", ["--yes", `sst@${version}`, "install", "--stage", "check"], QUIET)
if (!isReady) console.error("SST's platform could not be made: is the npm registry there?")
const isTaken = isReady && run("npx", ["tsc", "-p", "infra/tsconfig.json"])
process.exitCode = isTaken && run("npx", ["vitest", "run", "--config", "vitest.sst.config.ts"]) ? 0 : 1
if (process.exitCode === 0) console.log(`infra/ is what SST ${version} takes.`)
