import { describe, expect, test } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import { type Running, type Service, supervise } from "./supervise.ts"
import { tether } from "./tether.ts"

const SLEEPER = ["-e", "setInterval(() => {}, 1000)"]

/** Waits until `what` is true. */
async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(10)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function watched(service: Service) {
  const started: Running[] = []
  const log: string[] = []
  const reasons: string[] = []
  const options = {
    backoff: 5,
    log: (line: string) => log.push(line),
    started: (running: Running) => started.push(running),
    gaveUp: (reason: string) => reasons.push(reason),
  }
  return { started, log, reasons, supervised: supervise(service, options) }
}

describe("a supervised process", () => {
  const sleeper: Service = { name: "The sleeper", start: () => tether(process.execPath, SLEEPER) }

  test("is started again when it is killed, and that is said", async () => {
    const { started, log, supervised } = watched(sleeper)
    const service = await supervised
    process.kill(started[0]!.pid, "SIGKILL")
    await until(() => started.length === 2)
    expect(log).toEqual(["The sleeper ended (signal 9). It starts again in 0.005 s."])
    expect(isAlive(started[1]!.pid)).toBe(true)
    await service.stop()
    expect(isAlive(started[1]!.pid)).toBe(false)
    expect(started).toHaveLength(2)
  })

  test("is given up, with the reason, when it dies five times within a minute", async () => {
    const failing: Service = {
      name: "The failure",
      start: () => tether(process.execPath, ["-e", "process.exit(7)"]),
    }
    const { started, reasons, supervised } = watched(failing)
    await supervised
    await until(() => reasons.length > 0)
    expect(started).toHaveLength(5)
    expect(reasons).toEqual(["The failure ended 5 times within a minute, at last with exit code 7."])
  })

  test("counts a start that fails as a death", async () => {
    let starts = 0
    const { reasons, supervised } = watched({
      name: "The engine",
      start: () => {
        if (++starts > 1) throw new Error("no room")
        return tether(process.execPath, ["-e", ""])
      },
    })
    await supervised
    await until(() => reasons.length > 0)
    expect(reasons[0]).toContain("no room")
  })

  test("is started anew at once when that is asked for, which is no death", async () => {
    const { started, log, reasons, supervised } = watched(sleeper)
    const service = await supervised
    for (let n = 1; n <= 6; n++) {
      await service.restart()
      await until(() => started.length === n + 1)
      expect(isAlive(started[n - 1]!.pid)).toBe(false)
    }
    expect([log, reasons]).toEqual([[], []])
    process.kill(started[6]!.pid, "SIGKILL")
    await until(() => started.length === 8)
    expect(log).toHaveLength(1)
    await service.stop()
    await service.restart()
    expect(started).toHaveLength(8)
  })

  test("stays down when it is stopped between two starts", async () => {
    const { started, supervised } = watched({ ...sleeper, start: () => tether(process.execPath, ["-e", ""]) })
    const service = await supervised
    await started[0]!.exited
    await service.stop()
    const before = started.length
    await sleep(100)
    expect(started.length).toBeLessThanOrEqual(before + 1)
  })
})
