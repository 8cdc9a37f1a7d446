// Runs a part of the unit tests on a server that they would not start themselves, and tells the total.
import { spawn } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"
import { delimiter, resolve } from "node:path"

/**
 * @typedef {{ passed: number, failed: number, skipped: number, code: number }} Result with the exit code of vitest
 *
 * @param {string[]} args of vitest @param {Record<string, string>} env that names the server
 * @param {"inherit" | "pipe"} stdio where the words go: as they come, or all at once when the run is over
 * @returns {Promise<Result>}
 */
export async function testsOn(args, env, stdio = "inherit") {
  const file = `test-results/unit-${process.pid}-${runs++}.json`
  const patience = ["--testTimeout=120000", "--hookTimeout=120000", "--no-file-parallelism"]
  const child = spawn("node", ["node_modules/vitest/vitest.mjs", "run", ...args, ...patience], {
    stdio: ["ignore", stdio, stdio],
    env: {
      ...process.env,
      ...env,
      STOA_TEST_RESULT: file,
      PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH}`,
    },
  })
  const stop = () => child.kill()
  process.on("exit", stop)
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => said.push(chunk))
  const code = await new Promise((done) => child.on("close", (code) => done(code ?? 1)))
  process.off("exit", stop)
  process.stdout.write(Buffer.concat(said))
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, "utf8"))
  rmSync(file)
  // A file that cannot even be loaded has no test that failed.
  const failed = numFailedTests || Number(code !== 0)
  return { passed: numPassedTests, failed, skipped: numPendingTests, code }
}
let runs = 0

/** Says the total. @param {string} title of the server @param {Result[]} results @returns {number} the exit code */
export function tell(title, results) {
  const sum = (name) => results.reduce((sum, result) => sum + result[name], 0)
  console.log(`\n${title}: ${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`)
  return sum("passed") > 0 && results.every(({ code }) => code === 0) ? 0 : 1
}
