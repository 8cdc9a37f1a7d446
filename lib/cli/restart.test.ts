import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { readRunFile, writeRunFile } from "#lib/launcher/run-file.ts"
import { main } from "./forum.ts"

let folder: string
let other: ChildProcess | undefined
let err: MockInstance

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-restart-"))
  vi.stubEnv("STOA_DATA", folder)
  forgetConfig()
  vi.spyOn(console, "log").mockImplementation(() => {})
  err = vi.spyOn(console, "error").mockImplementation(() => {})
})
afterEach(() => {
  other?.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true })
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  forgetConfig()
})

/** Another process, to which the run file points as to the forum's launcher. */
async function someoneElse(does: string): Promise<ChildProcess> {
  const script = `${does}; console.log("here"); setInterval(() => {}, 1000)`
  other = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  await once(other.stdout!, "data")
  const pid = other.pid!
  const web = { pid, address: "http://127.0.0.1:9" }
  writeRunFile(folder, { pid, startedAt: "2026-11-22T00:00:00.000Z", web })
  return other
}
const said = (): string => err.mock.calls.join("\n")

test("a process that has the id of a launcher which was killed is left alone", async () => {
  const { pid } = await someoneElse("")
  const ended = once(other!, "exit")
  expect(await main(["restart"])).toBe(1)
  expect(said()).toContain("No forum runs on the data folder")
  // What was sent before would have ended it before.
  other!.kill("SIGTERM")
  expect([await ended, readRunFile(folder)?.pid]).toEqual([[null, "SIGTERM"], pid])
})

test("the launcher that has the folder is asked, and why it does not is told", async () => {
  const module = (path: string) => JSON.stringify(join(process.cwd(), path))
  const { pid } = await someoneElse(`
    import { takeLock } from ${module("lib/launcher/lock.ts")}
    import { readRunFile } from ${module("lib/launcher/run-file.ts")}
    import { refuseRestart } from ${module("lib/launcher/restart.ts")}
    const folder = ${JSON.stringify(folder)}
    globalThis.lock = takeLock(folder)
    process.on("SIGUSR2", () => refuseRestart(folder, readRunFile(folder), "it is just starting."))
  `)
  expect(await main(["restart"])).toBe(1)
  expect(said()).toBe("The forum goes on as it was: it is just starting.")
  expect([other!.exitCode, other!.signalCode, readRunFile(folder)?.pid]).toEqual([null, null, pid])
})
