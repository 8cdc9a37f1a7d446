import { afterEach, expect, test, vi } from "vitest"
import { progressLine } from "./progress.ts"

function terminal(isTTY: boolean) {
  const written: string[] = []
  const write = (text: string): boolean => written.push(text) > 0
  return { stream: { isTTY, write } as unknown as NodeJS.WriteStream, written }
}

afterEach(() => vi.useRealTimers())

test("says how far it is, how fast, and how long it will take", () => {
  vi.useFakeTimers({ toFake: ["performance"] })
  const { stream, written } = terminal(false)
  const line = progressLine(stream)
  line.show("writing", 0, 3_000)
  vi.advanceTimersByTime(10_000)
  line.show("writing", 1_000, 3_000)
  expect(written.at(-1)).toBe("Importing 1000 of 3000 posts, 100 a second, 20 s left\n")
  vi.advanceTimersByTime(1_000)
  line.show("writing", 1_100, 3_000)
  expect(written.at(-1), "a log is not filled with lines").toContain("Importing 1000 of 3000")
  vi.advanceTimersByTime(19_000)
  line.show("writing", 3_000, 3_000)
  expect(written.at(-1)).toBe("Importing 3000 of 3000 posts, 100 a second\n")
})

test("counts minutes where seconds would be many, and each phase by itself", () => {
  vi.useFakeTimers({ toFake: ["performance"] })
  const { stream, written } = terminal(false)
  const line = progressLine(stream)
  line.show("reading", 0, 10)
  vi.advanceTimersByTime(30_000)
  line.show("reading", 10, 10)
  line.show("writing", 0, 37_000)
  vi.advanceTimersByTime(6_000)
  line.show("writing", 600, 37_000)
  expect(written.at(-1)).toBe("Importing 600 of 37000 posts, 100 a second, 7 min left\n")
})

test("writes over one line on a terminal, and ends it", () => {
  const { stream, written } = terminal(true)
  const line = progressLine(stream)
  line.show("reading", 1, 1)
  line.end()
  expect(written).toHaveLength(2)
  expect(written[0]?.startsWith("\r\u001b[KReading 1 of 1 files")).toBe(true)
  expect(written[1]).toBe("\n")
})
