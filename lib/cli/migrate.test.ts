/** `npm run forum -- migrate`, with a step as a version may bring one. */
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest"
import { putMany } from "#lib/db/batch.ts"
import type { Step } from "#lib/db/versions/step.ts"
import { commandsUseIt } from "#lib/testing/command-line.ts"
import { freshTable } from "#lib/testing/table.ts"
import { main } from "./forum.ts"

const steps = vi.hoisted(() => ({ now: [] as Step[] }))
vi.mock("#lib/db/versions/registered.ts", () => ({
  STEPS: steps.now,
  stepsOf: (entityType: string) => steps.now.filter((one) => one.entityType === entityType),
}))

freshTable()
commandsUseIt()
/** More than is looked at in one piece. */
const MANY = 700
let [out, err]: MockInstance[] = []
beforeEach(() => {
  out = vi.spyOn(console, "log").mockImplementation(() => {})
  err = vi.spyOn(process.stderr, "write").mockImplementation(() => true)
})
afterEach(() => vi.restoreAllMocks())
const said = (): string => out!.mock.calls.map(([line]) => String(line)).join("\n")
const shown = (): string => err!.mock.calls.map(([line]) => String(line)).join("")

test("it tells what is to be done, how far it is and what was done; left by Ctrl-C it says how it goes on", async () => {
  expect(await main(["migrate"])).toBe(0)
  expect(said()).toContain("Nothing is to be done")
  await putMany(
    Array.from({ length: MANY }, (_, n) => ({ PK: "MANY", SK: `N#${n}`, entityType: "Told", text: `${n}` })),
  )
  steps.now.push({
    ...{ name: "2026-11-22-lengths", entityType: "Told", to: 2, reads: ["text"] },
    up: (item) => ({ ...item, length: String(item.text).length }),
  })
  expect(await main(["migrate", "--list"])).toBe(0)
  expect(said()).toContain("2026-11-22-lengths: to be done")

  // Pressed as soon as it has begun with a piece.
  err!.mockImplementation((line) => {
    if (String(line).includes("2026-11-22-lengths: ") && !shown().includes("Ending")) process.emit("SIGINT")
    return true
  })
  expect(await main(["migrate"])).toBe(1)
  expect(shown()).toMatch(/2026-11-22-lengths: \d+( of about \d+)? items, \d+ changed, \d+ a second/)
  expect(shown()).toContain("Ending after the batch under way.")
  expect(said()).toContain("Not all is done: npm run forum -- migrate goes on.")

  expect(await main(["migrate", "--list"])).toBe(0)
  expect(said()).toMatch(/2026-11-22-lengths: begun at .*, \d+ items looked at/)
  expect(await main(["migrate"])).toBe(0)
  out!.mockClear()
  expect(await main(["migrate", "--list"])).toBe(0)
  expect(said()).toMatch(new RegExp(`^2026-11-22-lengths: done at .*items looked at, ${MANY} changed\\.$`))
  expect(await main(["migrate", "--writes", "none"])).toBe(1)
})
