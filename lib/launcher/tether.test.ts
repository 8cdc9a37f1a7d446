import { spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import { tether } from "./tether.ts"

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test("a tethered process ends when its owner is killed outright", async () => {
  const script = `import { tether } from ${JSON.stringify(resolve("lib/launcher/tether.ts"))}
    const child = await tether(process.execPath, ["-e", "setInterval(() => {}, 1000)"])
    console.log(child.pid); setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "ignore"],
  })
  const [said] = await once(owner.stdout, "data")
  const pid = Number(said)
  expect(isAlive(pid)).toBe(true)
  owner.kill("SIGKILL")
  for (let waited = 0; isAlive(pid) && waited < 3000; waited += 20) await sleep(20)
  expect(isAlive(pid)).toBe(false)
})

test("a tethered process that does not listen to a polite word can be killed", async () => {
  const child = await tether(process.execPath, [
    "-e",
    "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)",
  ])
  child.kill()
  await child.exited
  for (let waited = 0; isAlive(child.pid) && waited < 3000; waited += 20) await sleep(20)
  expect(isAlive(child.pid)).toBe(false)
})

test("how a process ended is told in words", async () => {
  expect(await (await tether(process.execPath, ["-e", "process.exit(3)"])).exited).toBe("exit code 3")
  const child = await tether(process.execPath, ["-e", "setInterval(() => {}, 1000)"])
  process.kill(child.pid, "SIGTERM")
  expect(await child.exited).toBe("signal 15")
})
