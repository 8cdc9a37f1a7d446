/** What the operator does: starts, starts again by mistake, stops, and has the power cut. Needs no browser. */
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { freePort, isAlive, isHealthy, type Launched, launchpad, type Run } from "./fixtures/launched.ts"

let pad: ReturnType<typeof launchpad>
const start = (env: Record<string, string>, ...args: string[]): Launched => pad.start(env, ...args)
const running = (): Run => pad.running()

test.describe.configure({ mode: "serial" })
// Starts of a forum beside everything else that runs on the machine.
test.setTimeout(180_000)
const START = { timeout: 60_000 }
test.beforeAll(() => {
  pad = launchpad()
})
test.afterAll(() => pad.end())

const allPids = (): number[] => [running().pid, running().engine.pid, running().web.pid, running().worker.pid]
const streamOf = (port: string) =>
  fetch(`http://localhost:${port}/api/health`).then(async (answer) => (await answer.json()).stream)

test("a forum starts, also after it was killed outright, is kept running, and ends with all its processes", async () => {
  const port = await freePort()
  await test.step("one that is killed outright leaves nothing running", async () => {
    const killed = start({ PORT: port })
    await expect.poll(() => killed.said(), START).toContain(`The forum runs at http://localhost:${port}`)
    expect(killed.said()).toContain("It has no owner yet")
    const pids = allPids()
    process.kill(running().pid, "SIGKILL")
    await expect.poll(() => pids.filter(isAlive), START).toEqual([])
  })
  const forum = start({ PORT: port })
  await expect.poll(() => forum.said(), START).toContain("The forum runs at")
  const { engine, web, worker } = running()

  await test.step("it has its first categories, and guests see nothing of the staff's", async () => {
    const home = await (await fetch(`http://localhost:${port}/`)).text()
    for (const path of ["/c/general", "/c/questions"]) expect(home).toContain(`href="${path}"`)
    expect(home).not.toContain("/c/staff")
  })
  await test.step("its worker has caught up with what was written at the start", async () => {
    await expect.poll(() => streamOf(port), START).toMatchObject({ worker: "runs" })
    await expect.poll(async () => (await streamOf(port)).lagMs, START).toBeLessThan(1_000)
  })
  await test.step("a second start on its folder says who is there", async () => {
    const second = await start({ PORT: await freePort() }).ended
    expect(second.code).toBe(1)
    expect(second.said).toContain(`is in use by another Stoa (process ${running().pid}`)
  })
  await test.step("its port is taken for another one", async () => {
    const second = await start({ PORT: port, STOA_DATA: join(pad.folder, "other") }).ended
    expect(second.code).toBe(1)
    expect(second.said).toContain(`Port ${port} is taken by another program`)
  })
  await test.step("a worker that dies comes back, again and again, and the forum goes on", async () => {
    for (let deaths = 1; deaths <= 5; deaths++) {
      const { pid } = running().worker
      process.kill(pid, "SIGKILL")
      await expect.poll(() => running().worker.pid, START).not.toBe(pid)
    }
    expect(forum.said()).toContain("The worker ended (signal SIGKILL). It starts again in 0.25 s.")
    expect(running().worker.pid).not.toBe(worker.pid)
    expect(await isHealthy(port)).toBe(true)
    await expect.poll(() => streamOf(port), START).toMatchObject({ worker: "runs" })
  })
  await test.step("a web server and a database that die come back", async () => {
    process.kill(web.pid, "SIGKILL")
    await expect.poll(() => forum.said(), START).toContain("The web server ended (signal SIGKILL).")
    process.kill(engine.pid, "SIGKILL")
    await expect.poll(() => forum.said(), START).toContain("The database ended (signal 9).")
    await expect.poll(() => isHealthy(port), START).toBe(true)
    await expect.poll(() => running().engine.pid, START).not.toBe(engine.pid)
    expect(running().web.pid).not.toBe(web.pid)
  })
  await test.step("Ctrl-C ends everything", async () => {
    const pids = allPids()
    forum.child.kill("SIGINT")
    expect((await forum.ended).code).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
  })
})

const MISTAKES: [what: string, env: Record<string, string>, sentence: string][] = [
  ["a port that is no number", { PORT: "abc" }, "PORT must be a whole number"],
  ["half of a sign-in provider", { GITHUB_CLIENT_ID: "x" }, "is set without GITHUB_CLIENT_SECRET"],
  ["an engine that does not answer", { DYNAMODB_ENDPOINT: "http://localhost:1" }, "Nothing answers at"],
  ["a file in place of the data folder", { STOA_DATA: "package.json" }, "cannot be written"],
  // Root may write in any folder but those of the kernel.
  ["a data folder that nobody may make", { STOA_DATA: "/proc/stoa" }, "cannot be written"],
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
