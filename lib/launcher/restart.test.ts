import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test, vi } from "vitest"
import { refuseRestart, restart } from "./restart.ts"
import { readRunFile } from "./run-file.ts"

const folder = mkdtempSync(join(tmpdir(), "stoa-restart-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
vi.spyOn(console, "log").mockImplementation(() => {})

/** What happens in which order, and what is served afterwards. */
async function restarted(built: string | undefined, failing?: string) {
  const did: string[] = []
  const served = { from: ".next" }
  const step = async (name: string, folder = "") => {
    did.push(`${name} ${folder} beside ${served.from}`)
    if (failing === name) throw new Error("no room")
  }
  const pages = { built: () => built, build: (into: string) => step("build", into) }
  const web = { replace: (env = () => ({})) => step("web", { STOA_DIST: ".next", ...env() }.STOA_DIST) }
  const worker = { restart: () => step("worker") }
  const run = { pid: 1, startedAt: "2026-11-22T00:00:00.000Z" }
  const of = { web, worker, run, folder, served }
  await restart(of, pages)
  return { did, served: served.from, problem: readRunFile(folder)?.restart?.problem }
}

test("what is built already is served by the new processes", async () => {
  const { did, served, problem } = await restarted(".next")
  expect(did).toEqual(["web .next beside .next", "worker  beside .next"])
  expect([served, problem]).toEqual([".next", undefined])
})

test("what is not is built beside what is served, and nothing is served from there before it is finished", async () => {
  const { did, served } = await restarted(undefined)
  expect(did).toEqual(["build .next-2 beside .next", "web .next-2 beside .next", "worker  beside .next-2"])
  expect(served).toBe(".next-2")
})

test("where the build or the new process fails, all goes on as it was, and it is told why", async () => {
  expect(await restarted(undefined, "build")).toEqual({
    did: ["build .next-2 beside .next"],
    served: ".next",
    problem: "no room",
  })
  expect(await restarted(undefined, "web")).toMatchObject({ served: ".next", problem: "no room" })
})

test("who asks too early is told so, and what runs stays written down", () => {
  const run = { pid: 1, startedAt: "2026-11-22T00:00:00.000Z", worker: { pid: 2 } }
  refuseRestart(folder, run, "it is just starting.")
  expect(readRunFile(folder)).toMatchObject({
    pid: 1,
    worker: { pid: 2 },
    restart: { problem: "it is just starting." },
  })
})
