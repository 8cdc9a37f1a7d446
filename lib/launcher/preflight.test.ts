/** What is not ready for a forum is told in one sentence that says what to do, before anything is begun. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest"
import { freePort } from "./preflight.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-preflight-"))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program of ours. Gives its exit code and the lines that it said. */
function run(args: string[], env: Record<string, string> = {}): { code: number | null; said: string[] } {
  const { DYNAMODB_ENDPOINT, STOA_ENGINE, ...rest } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...rest, STOA_DATA: join(folder, "data"), ...env },
    encoding: "utf8",
    timeout: 15_000,
  })
  return { code: status, said: `${stdout}${stderr}`.trim().split("\n") }
}

const check = (env: Record<string, string>) => run(["lib/launcher/launch.ts", "--check"], env)

/** As somebody who is not root, to whom everything may be written. */
function asSomebody(work: string): string {
  const script = `import * as preflight from ${JSON.stringify(resolve("lib/launcher/preflight.ts"))}
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534) }
    try { ${work} } catch (error) { console.log(error.name + ": " + error.message) }`
  return run(["--input-type=module", "-e", script]).said.join("\n")
}

describe("before anything starts", () => {
  test("all is well on an empty folder", async () => {
    expect(check({ PORT: String(await freePort()) })).toEqual({ code: 0, said: [""] })
  })

  test("a folder in which this user may not write is told by its name", () => {
    chmodSync(folder, 0o555)
    const said = asSomebody(`preflight.requireFolder(${JSON.stringify(join(folder, "data"))})`)
    expect(said).toMatch(
      /^Refusal: The data folder \S+\/data cannot be written \(EACCES\): give it to this user/,
    )
  })

  test("a file that another user left in it is told by its name", () => {
    chmodSync(folder, 0o777)
    writeFileSync(join(folder, "stoa.db"), "", { mode: 0o400 })
    const ready = `preflight.requireFolder(${JSON.stringify(folder)})`
    expect(asSomebody(ready)).toMatch(
      /^Refusal: The file \S+\/stoa\.db belongs to another user: give .+ \(chown -R\)/,
    )
    chmodSync(join(folder, "stoa.db"), 0o666)
    expect(asSomebody(ready)).toBe("")
  })

  test("a folder for backups that cannot be written is no surprise of tomorrow's", async () => {
    const PORT = String(await freePort())
    writeFileSync(join(folder, "file"), "")
    const STOA_BACKUP_FOLDER = join(folder, "file")
    const { code, said } = check({ PORT, STOA_BACKUP_FOLDER })
    expect(code).toBe(1)
    expect(said).toEqual([
      expect.stringContaining(`${STOA_BACKUP_FOLDER} for backups cannot be written (it is a file)`),
    ])
    expect(check({ PORT, STOA_BACKUP_FOLDER, STOA_BACKUP_HOURS: "0" }).code).toBe(0)
  })

  test("a port that another program has is told, also when it listens on one address alone", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    await new Promise((done) => other.once("listening", done))
    const { port } = other.address() as { port: number }
    const { code, said } = check({ PORT: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(said).toEqual([
      `Port ${port} is taken by another program: choose another one, for example PORT=${port + 1} npm start`,
    ])
  })

  test("another program at the address of the engine is told, and is asked for nothing", async () => {
    const page = `import("node:http").then(({ createServer }) => {
      const server = createServer((_, answer) => answer.end("<p>Hello")).listen(0, "127.0.0.1", () => console.log(server.address().port))
    })`
    const other = spawn(process.execPath, ["-e", page], { stdio: ["ignore", "pipe", "inherit"] })
    onTestFinished(() => void other.kill("SIGKILL"))
    const [port] = await once(other.stdout, "data")
    const DYNAMODB_ENDPOINT = `http://127.0.0.1:${String(port).trim()}`
    const { code, said } = check({ PORT: String(await freePort()), DYNAMODB_ENDPOINT })
    expect([code, said]).toEqual([
      1,
      [expect.stringContaining(`No DynamoDB engine answers at DYNAMODB_ENDPOINT=${DYNAMODB_ENDPOINT}`)],
    ])
  })

  test.each([
    [{ STOA_HOST: "192.0.2.1" }, "Nothing can listen on 192.0.2.1, port"],
    [{ DYNOXIDE_BIN: "package.json" }, "DYNOXIDE_BIN names package.json, which does not run"],
    [{ DAX_ENDPOINT: "daxs://stoa.example.org" }, "DAX_ENDPOINT is a cache before Amazon's table"],
  ])("%j is told in one sentence", async (env, sentence) => {
    const { code, said } = check({ PORT: String(await freePort()), ...(env as Record<string, string>) })
    expect(code).toBe(1)
    expect(said).toEqual([expect.stringContaining(sentence)])
  })
})

describe("a secret that was kept", () => {
  const kept = () =>
    run([
      "--input-type=module",
      "-e",
      `import { keepSecret } from ${JSON.stringify(resolve("lib/launcher/secret.ts"))}
       try { console.log(keepSecret(${JSON.stringify(folder)})) } catch (error) { console.log(error.name + ": " + error.message) }`,
    ]).said.join("\n")

  test("is the same at every start", () => {
    expect(kept()).toHaveLength(43)
    expect(kept()).toBe(kept())
  })

  test("and is none any more is not replaced behind the operator's back", () => {
    for (const text of ["", "short\n"]) {
      writeFileSync(join(folder, "auth-secret"), text)
      expect(kept()).toMatch(/^Refusal: The file \S+\/auth-secret holds no secret .+ or delete it/)
    }
    rmSync(join(folder, "auth-secret"))
    mkdirSync(join(folder, "auth-secret"))
    expect(kept()).toMatch(/^Refusal: The file \S+\/auth-secret cannot be read \(EISDIR\)/)
  })
})

test("a Node that is too old is told which one is needed, whatever is asked", () => {
  const old = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.8.1"}})`
  for (const args of [[], ["--demo"], ["--forum", "check"]])
    expect(run(["--import", old, "lib/launcher/start.mjs", ...args])).toEqual({
      code: 1,
      said: [
        "Stoa needs Node 20.9.0 or newer, and this is 20.8.1: install a newer one from https://nodejs.org, then run npm start again.",
      ],
    })
})

test("what npm start does not know is told with what it knows", () => {
  const { code, said } = run(["lib/launcher/start.mjs", "--fast"])
  expect([code, said[0]]).toEqual([1, "npm start does not know --fast."])
})
