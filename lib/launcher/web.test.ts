import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { Agent, type IncomingMessage, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import { behindSocket } from "#lib/testing/behind-socket.ts"
import { freePort } from "./preflight.ts"
import { givenSocket, SOCKET, takeSocket } from "./socket.mjs"
import { startWeb, type Web } from "./web.ts"

const FILE = "lib/testing/web-process.ts"
const folder = mkdtempSync(join(tmpdir(), "stoa-web-"))
const lines = join(folder, "lines")
let port: number
let web: Web | undefined
const log: string[] = []
const env = { LINES: lines, PORT: "" }
/** Whether the next ones are broken, in the order in which they are started. */
let broken: string[] = []

async function start(count: number): Promise<void> {
  const next = () => ({ ...env, BROKEN: broken.shift() ?? "" })
  web = await startWeb({ count, file: FILE, env: next }, { backoff: 5, log: (line) => log.push(line) })
  for (const pid of web!.pids()) while (!(await askedUntil(pid))) await sleep(20)
}

beforeEach(async () => {
  port = await freePort()
  Object.assign(env, { PORT: String(port) })
  broken = []
  writeFileSync(lines, "")
  log.length = 0
})
afterEach(async () => {
  await web?.stop()
  web = undefined
  rmSync(lines, { force: true })
})

type Answer = { pid: number; text: string }

/** Over a connection of its own, or one of the agent's. */
function ask(path: string, method = "GET", agent: Agent | false = false): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method, agent },
      async (answer: IncomingMessage) => {
        let text = ""
        for await (const chunk of answer) text += chunk
        if (answer.statusCode === 200) done({ pid: Number(answer.headers["x-pid"]), text })
        else fail(new Error(`${answer.statusCode}`))
      },
    )
    sent.on("error", fail).end()
  })
}

/** Whether that process is the one that answers now. */
async function askedUntil(pid: number): Promise<boolean> {
  const answer = await ask("/").catch(() => undefined)
  return answer?.pid === pid
}

/** A connection that is kept, to that process. */
async function connectionTo(pid: number): Promise<Agent> {
  for (;;) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    if ((await ask("/", "GET", agent)).pid === pid) return agent
    agent.destroy()
  }
}

test("nobody who reads or writes meanwhile is refused when new processes take over, and nothing is lost or done twice", async () => {
  await start(1)
  const seen = new Set<number>()
  const written: string[] = []
  let isOver = false
  const write = async (writer: number, agent: Agent | false): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      const line = `${writer}-${n}`
      seen.add((await ask(`/${line}`, "POST", agent)).pid)
      written.push(line)
      const { text } = await ask("/", "GET", agent)
      expect(text.split("\n")).toContain(line)
    }
  }
  const agents = Array.from({ length: 6 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const writing = Promise.all([...agents, false as const, false as const].map((agent, i) => write(i, agent)))
  const pids = web!.pids()
  for (let turn = 0; turn < 3; turn++) {
    await web!.replace()
    const [pid] = web!.pids()
    expect(pids).not.toContain(pid)
    pids.push(pid!)
    while (!seen.has(pid!)) await sleep(5)
  }
  isOver = true
  await writing
  expect(readFileSync(lines, "utf8").trim().split("\n").sort()).toEqual(written.sort())
  expect(log).toEqual([])
})

test("what is written through one process is read through the other at once; when one is killed the other goes on", async () => {
  await start(2)
  const [a, b] = web!.pids() as [number, number]
  const [toA, toB] = [await connectionTo(a), await connectionTo(b)]
  for (let n = 0; n < 20; n++) {
    await ask(`/a${n}`, "POST", toA)
    expect(await ask("/", "GET", toB)).toMatchObject({ pid: b, text: expect.stringContaining(`a${n}\n`) })
    await ask(`/b${n}`, "POST", toB)
    expect(await ask("/", "GET", toA)).toMatchObject({ pid: a, text: expect.stringContaining(`b${n}\n`) })
  }
  process.kill(a, "SIGKILL")
  expect((await ask("/after", "POST", toB)).pid).toBe(b)
  while (web!.pids().length < 2 || web!.pids().includes(a)) await sleep(5)
  const [third] = web!.pids().filter((pid) => pid !== b)
  const toThird = await connectionTo(third!)
  await ask("/last", "POST", toB)
  expect((await ask("/", "GET", toThird)).text).toContain("last\n")
  expect(log).toEqual(["The web server ended (signal SIGKILL). It starts again in 0.005 s."])
  for (const agent of [toA, toB, toThird]) agent.destroy()
})

test("a version of which the second process does not start takes nobody's place, not the first one's either", async () => {
  await start(2)
  const before = web!.pids()
  const agent = await connectionTo(before[0]!)
  broken = ["", "1"]
  await expect(web!.replace()).rejects.toThrow("ended with exit code 3 before it listened")
  expect(web!.pids()).toEqual(before)
  expect((await ask("/", "GET", agent)).pid).toBe(before[0])
  // Nor does one of the new ones go on beside them.
  for (let n = 0; n < 20; n++) expect(before).toContain((await ask("/")).pid)
  expect(log).toEqual([])
  await web!.replace()
  expect(web!.pids()).toHaveLength(2)
  for (const pid of before) expect(web!.pids()).not.toContain(pid)
  agent.destroy()
})

test("what is under way when the launcher is killed is answered, and nothing of it stays", async () => {
  const script = `import { startWeb } from ${JSON.stringify(join(process.cwd(), "lib/launcher/web.ts"))}
    const web = await startWeb({ file: ${JSON.stringify(FILE)}, env: () => (${JSON.stringify({ ...env, BROKEN: "" })}) })`
  const launcher = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" })
  onTestFinished(() => void launcher.kill("SIGKILL"))
  let pid: number | undefined
  while (!pid) pid = (await ask("/").catch(() => sleep(20)))?.pid
  const headers = { expect: "100-continue" }
  const sent = request({ host: "127.0.0.1", port, path: "/last", method: "POST", headers, agent: false })
  const answered = once(sent, "response") as Promise<[IncomingMessage]>
  sent.flushHeaders()
  await once(sent, "continue")
  launcher.kill("SIGKILL")
  // Who comes now is refused: it has noticed.
  while (await ask("/").catch(() => undefined)) await sleep(20)
  sent.end("It is long.")
  const [answer] = await answered
  expect([answer.statusCode, readFileSync(lines, "utf8")]).toEqual([200, "last\n"])
  answer.resume()
  while (isAlive(pid)) await sleep(20)
})

test("behind a socket that was handed over nobody is refused while the whole forum ends and begins again", async () => {
  const launcher = join(folder, "launcher.ts")
  const at = (file: string) => JSON.stringify(join(process.cwd(), "lib/launcher", file))
  writeFileSync(
    launcher,
    `import { appendFileSync } from "node:fs"
    import { givenSocket, takeSocket } from ${at("socket.mjs")}
    import { startWeb } from ${at("web.ts")}
    takeSocket()
    process.on("SIGTERM", () => web.stop().then(() => process.exit(0)))
    const web = await startWeb({ count: 2, file: ${JSON.stringify(FILE)}, socket: givenSocket(), env: () => ({ BROKEN: "" }) })
    appendFileSync(${JSON.stringify(join(folder, "launchers"))}, process.pid + "\\n")`,
  )
  const launchers = (): number[] => {
    const text = existsSync(join(folder, "launchers")) ? readFileSync(join(folder, "launchers"), "utf8") : ""
    return text.split("\n").filter(Boolean).map(Number)
  }
  const held = await behindSocket([launcher], () => ({ ...process.env, LINES: lines }))
  onTestFinished(() => held.end())
  port = held.port
  const seen = new Set<number>()
  const written: string[] = []
  let isOver = false
  const write = async (writer: number, agent: Agent | false): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      const line = `${writer}-${n}`
      seen.add((await ask(`/${line}`, "POST", agent)).pid)
      written.push(line)
      // Whichever of the two is asked: what one made stale the other heard.
      expect((await ask("/", "GET", agent)).text.split("\n")).toContain(line)
    }
  }
  const agents = Array.from({ length: 4 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const writing = Promise.all([...agents, false as const, false as const].map((agent, i) => write(i, agent)))
  for (let turn = 1; turn <= 3; turn++) {
    const before = seen.size
    // Both of its processes answer.
    while (launchers().length < turn || seen.size < before + 2) await sleep(5)
    if (turn < 3) process.kill(launchers().at(-1)!, "SIGTERM")
  }
  isOver = true
  await writing
  expect(new Set(launchers()).size).toBe(3)
  expect(seen.size).toBe(6)
  expect(readFileSync(lines, "utf8").trim().split("\n").sort()).toEqual(written.sort())
}, 60_000)

test("a socket is taken by whom it is for, once, and there is one", () => {
  const given = (more: Record<string, string>) => {
    const env: Record<string, string | undefined> = {
      LISTEN_PID: "7",
      LISTEN_FDS: "1",
      LISTEN_FDNAMES: "stoa.socket",
      ...more,
    }
    return { fd: takeSocket(env, 7), env }
  }
  expect(given({})).toEqual({ fd: 3, env: { [SOCKET]: "3" } })
  expect(givenSocket({ [SOCKET]: "3" })).toBe(3)
  // Of another process, or left in the environment by one that is gone.
  expect(given({ LISTEN_PID: "8", [SOCKET]: "3" })).toEqual({ fd: undefined, env: {} })
  expect(given({ LISTEN_FDS: "0" }).fd).toBeUndefined()
  expect(() => given({ LISTEN_FDS: "2" })).toThrow("leave one ListenStream")
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
