import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest"
import { archiveOf, sourcePost, sourceTopic } from "#lib/testing/discourse.ts"
import { COMMANDS, main } from "./forum.ts"

let out: MockInstance
let err: MockInstance
const textOf = (spy: MockInstance): string => spy.mock.calls.map(([line]) => String(line)).join("\n")

beforeEach(() => {
  out = vi.spyOn(console, "log").mockImplementation(() => {})
  err = vi.spyOn(console, "error").mockImplementation(() => {})
  vi.spyOn(process.stderr, "write").mockImplementation(() => true)
})
afterEach(() => vi.restoreAllMocks())

describe("npm run forum", () => {
  test("lists its commands, each with whether it may be run twice", async () => {
    expect(await main(["--help"])).toBe(0)
    const text = textOf(out)
    for (const { name } of COMMANDS) expect(text).toContain(`  ${name} `)
    expect(text.match(/May be run twice|May not be run twice/g)).toHaveLength(COMMANDS.length)
    expect(await main([])).toBe(0)
  })

  test("tells the options of one command", async () => {
    expect(await main(["import", "--help"])).toBe(0)
    expect(textOf(out)).toContain("--dry-run")
  })

  test.each([
    [["nonsense"], "There is no command"],
    [["import", "--fast"], "Unknown option '--fast'"],
    [["import", "phpbb", "x"], "Say what to import"],
    [["import", "discourse"], "Say what to import"],
    [["import", "discourse", "no/such/folder"], "There is no folder"],
    [["make-owner"], "Say whom"],
    [["two-step-off"], "Say whose"],
    [["category"], "Name one category"],
    [["statistics", "--days", "many"], "Give --days as a whole number"],
    [["rebuild", "nonsense"], "There is no read model nonsense"],
    [["dead-letters", "burn"], "Say what to do"],
    [["dead-letters", "retry"], "Say what to do"],
  ])("answers %j with one sentence and exit code 1", async (args, sentence) => {
    expect(await main(args)).toBe(1)
    expect(textOf(err)).toContain(sentence)
    expect(textOf(err).split("\n")).toHaveLength(1)
  })
})

describe("import --dry-run", () => {
  test("reports what it would write", async () => {
    const folder = archiveOf({
      "1.json": sourceTopic(1, [sourcePost({ id: 1, topic_id: 1, post_number: 1 })]),
    })
    expect(await main(["import", "discourse", folder, "--dry-run"])).toBe(0)
    expect(textOf(out)).toContain("posts       1 read: 1 would write")
  })

  test("fails where nothing can be read", async () => {
    const folder = archiveOf({ "1.json": "{", "2.txt": "" })
    expect(await main(["import", "discourse", folder, "--dry-run"])).toBe(1)
    expect(textOf(out)).toContain("no valid JSON (cut off?): 1.json")
    expect(textOf(err)).toContain("Nothing in")
  })
})
