import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { takeLock } from "./lock.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-lock-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that takes the folder's lock and keeps it. */
async function someoneElse() {
  const script = `import { takeLock } from ${JSON.stringify(resolve("lib/launcher/lock.ts"))}
    globalThis.lock = takeLock(${JSON.stringify(folder)}); console.log(Boolean(lock)); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "ignore"],
  })
  const [said] = await once(child.stdout, "data")
  return { child, hasIt: String(said).trim() === "true" }
}

describe("the lock of a data folder", () => {
  test("is had by one at a time", () => {
    const first = takeLock(folder)
    expect(first).toBeDefined()
    expect(takeLock(folder)).toBeUndefined()
    first?.release()
    const next = takeLock(folder)
    expect(next).toBeDefined()
    next?.release()
  })

  test("holds against another process, and is free as soon as that one is killed", async () => {
    const { child, hasIt } = await someoneElse()
    expect(hasIt).toBe(true)
    expect(takeLock(folder)).toBeUndefined()
    child.kill("SIGKILL")
    await once(child, "exit")
    const lock = takeLock(folder)
    expect(lock).toBeDefined()
    lock?.release()
  })
})
