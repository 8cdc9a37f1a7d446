/** What the operator does: starts, starts again by mistake, stops, and has the power cut. Needs no browser. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"

type Run = {
  pid: number
  engine: { pid: number }
  web: { pid: number; address: string }
  worker: { pid: number }
}

let folder: string
const started: ChildProcess[] = []

test.describe.configure({ mode: "serial" })
test.skip(() => test.info().project.name !== "desktop", "Once is enough: no browser takes part.")
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-start-"))
})
test.afterAll(() => {
  for (const child of started) child.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true })
})

/** Starts as `npm start` does. `ended` gives the exit code and what was said. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["lib/launcher/start.mjs"], {
    env: { ...process.env, STOA_URL: "", STOA_DATA: join(folder, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  started.push(child)
  let said = ""
  child.stdout.on("data", (chunk) => {
    said += chunk
  })
  child.stderr.on("data", (chunk) => {
    said += chunk
  })
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, said }))
  return { child, ended, said: () => said }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0)
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return String(port)
}

const running = (): Run => JSON.parse(readFileSync(join(folder, "data", "run.json"), "utf8"))
const allPids = (): number[] => [running().pid, running().engine.pid, running().web.pid, running().worker.pid]
const streamOf = (port: string) =>
  fetch(`http://localhost:${port}/api/health`).then(async (answer) => (await answer.json()).stream)
const isHealthy = (port: string) =>
  fetch(`http://localhost:${port}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )

/** A process that has ended and that nobody has waited for is still in the list: it counts as ended. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return false
  }
}

test("a forum starts, is kept running, and ends with all its processes", async () => {
  const port = await freePort()
  const forum = start({ PORT: port })
  await expect.poll(() => forum.said()).toContain(`The forum runs at http://localhost:${port}`)
  expect(forum.said()).toContain("It has no owner yet")
  const { engine, web, worker } = running()

  await test.step("it has its first categories, and guests see nothing of the staff's", async () => {
    const home = await (await fetch(`http://localhost:${port}/`)).text()
    for (const path of ["/c/general", "/c/questions"]) expect(home).toContain(`href="${path}"`)
    expect(home).not.toContain("/c/staff")
  })
  await test.step("its worker has caught up with what was written at the start", async () => {
    await expect.poll(() => streamOf(port)).toMatchObject({ worker: "runs" })
    await expect.poll(async () => (await streamOf(port)).lagMs, { timeout: 10_000 }).toBeLessThan(1_000)
  })
  await test.step("a second start on its folder says who is there", async () => {
    const second = await start({ PORT: await freePort() }).ended
    expect(second.code).toBe(1)
    expect(second.said).toContain(`is in use by another Stoa (process ${running().pid}`)
  })
  await test.step("its port is taken for another one", async () => {
    const second = await start({ PORT: port, STOA_DATA: join(folder, "other") }).ended
    expect(second.code).toBe(1)
    expect(second.said).toContain(`Port ${port} is taken by another program`)
  })
  await test.step("a worker that dies comes back, again and again, and the forum goes on", async () => {
    for (let deaths = 1; deaths <= 5; deaths++) {
      const { pid } = running().worker
      process.kill(pid, "SIGKILL")
      await expect.poll(() => running().worker.pid, { timeout: 20_000 }).not.toBe(pid)
    }
    expect(forum.said()).toContain("The worker ended (signal SIGKILL). It starts again in 0.25 s.")
    expect(running().worker.pid).not.toBe(worker.pid)
    expect(await isHealthy(port)).toBe(true)
    await expect.poll(() => streamOf(port), { timeout: 15_000 }).toMatchObject({ worker: "runs" })
  })
  await test.step("a web server and a database that die come back", async () => {
    process.kill(web.pid, "SIGKILL")
    await expect.poll(() => forum.said()).toContain("The web server ended (signal SIGKILL).")
    process.kill(engine.pid, "SIGKILL")
    await expect.poll(() => forum.said()).toContain("The database ended (signal 9).")
    await expect.poll(() => isHealthy(port)).toBe(true)
    await expect.poll(() => running().engine.pid).not.toBe(engine.pid)
    expect(running().web.pid).not.toBe(web.pid)
  })
  await test.step("Ctrl-C ends everything", async () => {
    const pids = allPids()
    forum.child.kill("SIGINT")
    expect((await forum.ended).code).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
  })
})

test("a forum that is killed outright leaves nothing running, and starts again", async () => {
  const port = await freePort()
  const first = start({ PORT: port })
  await expect.poll(() => first.said()).toContain("The forum runs at")
  const pids = allPids()
  process.kill(running().pid, "SIGKILL")
  await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([])

  const again = start({ PORT: port })
  await expect.poll(() => again.said()).toContain("The forum runs at")
  again.child.kill("SIGTERM")
  expect((await again.ended).code).toBe(0)
})

const MISTAKES: [what: string, env: Record<string, string>, sentence: string][] = [
  ["a port that is no number", { PORT: "abc" }, "PORT must be a whole number"],
  ["half of a sign-in provider", { GITHUB_CLIENT_ID: "x" }, "is set without GITHUB_CLIENT_SECRET"],
  ["an engine that does not answer", { DYNAMODB_ENDPOINT: "http://localhost:1" }, "Nothing answers at"],
  ["a file in place of the data folder", { STOA_DATA: "package.json" }, "cannot be written"],
]
for (const [what, env, sentence] of MISTAKES) {
  test(`${what} is told in one sentence, and nothing starts`, async () => {
    const port = await freePort()
    const { code, said } = await start({ PORT: port, ...env }).ended
    expect(code).toBe(1)
    expect(said).toContain(sentence)
    expect(said.trim().split("\n")).toHaveLength(1)
  })
}
