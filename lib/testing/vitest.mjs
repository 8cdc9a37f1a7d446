// Runs a part of the unit tests on a server that they would not start themselves, and tells the total.
import { spawn } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"
import { delimiter, resolve } from "node:path"

/**
 * @param {string} title of the server @param {string[]} args of vitest @param {Record<string, string>} env that names the server
 * @returns {Promise<number>} the exit code
 */
export async function testsOn(title, args, env) {
  const result = "test-results/unit.json"
  rmSync(result, { force: true })
  const patience = ["--testTimeout=120000", "--hookTimeout=120000", "--no-file-parallelism"]
  const child = spawn("node", ["node_modules/vitest/vitest.mjs", "run", ...args, ...patience], {
    stdio: "inherit",
    env: {
      ...process.env,
      ...env,
      PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH}`,
    },
  })
  const code = await new Promise((done) => child.on("exit", (code) => done(code ?? 1)))
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(result, "utf8"))
  console.log(`\n${title}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`)
  return code || (numPassedTests === 0 ? 1 : 0)
}
