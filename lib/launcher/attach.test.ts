import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import { config, forgetConfig } from "#lib/config.ts"
import { getSetting } from "#lib/db/patterns/site.ts"
import { answers } from "#lib/dev/engine.ts"
import { tally, tallyOf, tell } from "#lib/testing/tally.ts"
import { tellWeb } from "#lib/web/tell-web.ts"
import { follow } from "#lib/workers/follow.ts"
import { withForum } from "./attach.ts"
import { freePort } from "./preflight.ts"
import { readRunFile, writeRunFile } from "./run-file.ts"

const before = { ...process.env }
let folder: string
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), "stoa-attach-")), "data")
  for (const name of ["DYNAMODB_ENDPOINT", "AUTH_SECRET", "STOA_TABLE"]) delete process.env[name]
  process.env.STOA_DATA = folder
  forgetConfig()
})
afterAll(() => {
  rmSync(join(folder, ".."), { recursive: true, force: true })
  Object.assign(process.env, before)
})

describe("a command without a running forum", () => {
  test("has a database of its own for as long as it works, and a secret that only this user reads", async () => {
    const endpoint = await withForum(async () => {
      expect(await getSetting("nothing")).toBeUndefined()
      expect(config().authSecret).toHaveLength(43)
      return readRunFile(folder)?.engine?.endpoint
    })
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await answers(endpoint!)).toBe(false)
    expect(readRunFile(folder)).toBeUndefined()
    expect(statSync(join(folder, "auth-secret")).mode & 0o077).toBe(0)
  })

  test("leaves to the next worker what follows from its writes", async () => {
    await withForum(() => tell("COMMAND", 1))
    await withForum(async () => {
      expect(await tallyOf("COMMAND")).toBe(0)
      const ending = new AbortController()
      const worker = follow(ending.signal, { projections: [tally] })
      for (let i = 0; i < 500 && (await tallyOf("COMMAND")) === 0; i++) await sleep(10)
      ending.abort()
      await worker
      expect(await tallyOf("COMMAND")).toBe(1)
    })
  })

  test("has nobody to tell what it changed, also where a killed forum left its file", async () => {
    expect(await tellWeb(["home"])).toBe(false)
    const address = `http://127.0.0.1:${await freePort()}`
    writeRunFile(folder, { pid: 1, startedAt: "", web: { pid: 1, address } })
    expect(await tellWeb(["home"])).toBe(false)
  })
})

test("a command beside another one uses that one's database, and leaves it running", async () => {
  const script = `import { withForum } from ${JSON.stringify(resolve("lib/launcher/attach.ts"))}
    await withForum(() => new Promise((done) => { console.log("there"); process.stdin.once("data", done) }))
    process.exit(0)`
  const { DYNAMODB_ENDPOINT, STOA_ENGINE, ...env } = process.env
  const other = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  })
  await once(other.stdout, "data")
  const run = readRunFile(folder)
  expect(run?.pid).toBe(other.pid)
  await withForum(async () => expect(config().dynamodb.endpoint).toBe(run?.engine?.endpoint))
  expect(await answers(run!.engine!.endpoint)).toBe(true)
  other.stdin.write("done")
  await once(other, "exit")
  for (let i = 0; i < 100 && (await answers(run!.engine!.endpoint)); i++) await sleep(20)
  expect(await answers(run!.engine!.endpoint)).toBe(false)
})
