/** The engine that the tests use: one for the run, a table each test file. `DYNAMODB_ENDPOINT` names another. */
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { sleep } from "#lib/base/clock.ts"

declare module "vitest" {
  interface ProvidedContext {
    endpoint: string
    databaseFile: string | undefined
  }
}

export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  if (process.env.DYNAMODB_ENDPOINT) {
    project.provide("endpoint", process.env.DYNAMODB_ENDPOINT)
    project.provide("databaseFile", undefined)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), "stoa-test-"))
  const port = await freePort()
  const binary = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide")
  const file = join(folder, "table.db")
  const engine = spawn(binary, ["serve", "--port", String(port), "--db-path", file], { stdio: "ignore" })
  const endpoint = `http://localhost:${port}`
  await untilAnswers(endpoint)
  project.provide("endpoint", endpoint)
  project.provide("databaseFile", file)
  return () => {
    engine.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

async function untilAnswers(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return
    await sleep(25)
  }
  throw new Error(`The engine at ${endpoint} did not start.`)
}
