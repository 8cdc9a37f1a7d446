/** The engine that the tests use: one for the run, a table each test file. `DYNAMODB_ENDPOINT` names another. */
import { rmSync } from "node:fs"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { embeddedEngine } from "#lib/dev/engine.ts"
import { scratch } from "./scratch.ts"

declare module "vitest" {
  interface ProvidedContext {
    endpoint: string
    /** Absent where the engine is not ours. */
    databaseFile: string | undefined
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DYNAMODB_ENDPOINT) {
    project.provide("endpoint", process.env.DYNAMODB_ENDPOINT)
    project.provide("databaseFile", undefined)
    return
  }
  const folder = scratch("test")
  const engine = await embeddedEngine(join(folder, "table.db"), process.env.DYNOXIDE_BIN)
  const running = await engine.start()
  project.provide("endpoint", engine.endpoint)
  project.provide("databaseFile", engine.file)
  return async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
