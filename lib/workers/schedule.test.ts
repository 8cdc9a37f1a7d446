import { expect, test } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import { startDuties } from "./schedule.ts"

test("duties run again and again, each by itself: one that fails or hangs holds up no other", async () => {
  const ran: string[] = []
  const log: string[] = []
  const duty = (name: string, run: () => Promise<void>) => ({
    ...{ name, every: 10 },
    run: () => {
      ran.push(name)
      return run()
    },
  })
  const duties = startDuties(
    (line) => log.push(line),
    [
      duty("good", async () => {}),
      duty("bad", () => Promise.reject(new Error("no luck"))),
      duty("slow", () => sleep(600)),
    ],
  )
  await sleep(400)
  await duties.stop()
  const times = (name: string) => ran.filter((one) => one === name).length
  expect(times("good")).toBeGreaterThan(2)
  expect(times("bad")).toBeGreaterThan(2)
  expect(times("slow")).toBe(1)
  // Told once, not each time.
  expect(log).toEqual([expect.stringMatching(/^bad failed, and is tried again every 0.01 s: Error: no luck/)])
  const before = ran.length
  await sleep(50)
  expect(ran).toHaveLength(before)
})
