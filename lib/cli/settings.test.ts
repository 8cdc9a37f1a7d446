import { beforeEach, expect, type MockInstance, test, vi } from "vitest"
import { commandsUseIt } from "#lib/testing/command-line.ts"
import { freshTable } from "#lib/testing/table.ts"
import { main } from "./forum.ts"

freshTable()
commandsUseIt()

let out: MockInstance
let err: MockInstance
beforeEach(() => {
  out?.mockRestore()
  err?.mockRestore()
  out = vi.spyOn(console, "log").mockImplementation(() => {})
  err = vi.spyOn(console, "error").mockImplementation(() => {})
})
const lines = (of: MockInstance): string => of.mock.calls.map(([line]) => String(line)).join("\n")

test("settings are listed, set, and put back", async () => {
  expect(await main(["settings", "first-posts-held", "2"])).toBe(0)
  expect(lines(out)).toBe("first-posts-held = 2")
  expect(await main(["settings"])).toBe(0)
  expect(lines(out)).toMatch(/first-posts-held = 2 \(at first 0\)\n {4}First posts that wait for approval\. /)
  expect(await main(["settings", "first-posts-held", "default"])).toBe(0)
  expect(lines(out)).toMatch(/first-posts-held = 0$/)
})

test.each([
  [["nonsense"], /There is no setting "nonsense"/],
  [["first-posts-held"], /settings first-posts-held <value>, or default/],
  [["first-posts-held", "many"], /whole number from 0 to 50/],
])("%j is refused in a sentence", async (words, sentence) => {
  expect(await main(["settings", ...words])).toBe(1)
  expect(lines(err)).toMatch(sentence)
})
